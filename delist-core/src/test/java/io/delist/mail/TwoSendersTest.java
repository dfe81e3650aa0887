package io.delist.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.store.TestDatabase;
import io.delist.store.jdbc.JdbcStore;
import io.delist.token.RequestId;
import io.delist.workflow.Bench;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.MailSettlement;
import io.delist.workflow.RequestProofs;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several nodes send from one outbox: each mail goes out once. */
class TwoSendersTest {

  private static final int MAILS = 150;

  private final RequestProofs proofs =
      new RequestProofs(Bench.ring("k1", 1), Bench.PORTAL, new Random(5));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noMailIsSentTwiceOnPostgresql(boolean paced) throws Exception {
    try (TestDatabase database = TestDatabase.postgresql()) {
      fill(new JdbcStore(database.dataSource()));
      List<String> sent = Collections.synchronizedList(new ArrayList<>());
      SendingPolicy policy =
          SendingPolicy.defaults().withDomainPause(paced ? Duration.ofMillis(1) : Duration.ZERO);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          OutboxSender sender = sender(new JdbcStore(database.dataSource()), sent, policy);
          senders.add(threads.submit(() -> sendUntil(sender, sent)));
        }
        for (Future<?> sender : senders) {
          sender.get(60, TimeUnit.SECONDS);
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(sent).doesNotHaveDuplicates().hasSize(MAILS);
      Store store = new JdbcStore(database.dataSource());
      assertThat(store.<Integer>read(transaction -> transaction.outbox().size())).isZero();
    }
  }

  private static void sendUntil(OutboxSender sender, List<String> sent) {
    while (sent.size() < MAILS) {
      sender.sendDue();
    }
  }

  private OutboxSender sender(Store store, List<String> sent, SendingPolicy policy)
      throws MessagingException {
    return new OutboxSender(
        store,
        new MailSettlement(store, DelistPolicy.defaults()),
        proofs,
        new PortalMail(
            proofs, URI.create(Bench.PORTAL), new InternetAddress("no-reply@delist.example")),
        message -> {
          try {
            sent.add(message.getMessageID());
          } catch (MessagingException e) {
            throw new AssertionError(e);
          }
          return new MailRelay.Handover.Taken();
        },
        policy);
  }

  private void fill(Store store) {
    Instant now = Instant.now();
    store.run(
        transaction -> {
          for (int i = 0; i < MAILS; i++) {
            DelistRequest request =
                new DelistRequest(
                    new RequestId(i, i),
                    IpAddress.parse("203.0.113.9"),
                    EmailAddress.parse("sender" + i + "@d" + i % 7 + ".example"),
                    "00",
                    "k1",
                    Locale.ENGLISH,
                    now,
                    now.plus(Duration.ofHours(1)),
                    RequestState.PENDING_MAIL,
                    now,
                    0,
                    null,
                    null);
            transaction.requests().insert(request);
            transaction.outbox().add(request.id(), MailKind.CONFIRMATION);
          }
        });
  }
}
