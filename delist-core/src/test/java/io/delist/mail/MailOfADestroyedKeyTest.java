package io.delist.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.mailbox.EmailAddress;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.token.KeyRing;
import io.delist.workflow.Bench;
import io.delist.workflow.Delisting;
import io.delist.workflow.MailDesk;
import io.delist.workflow.RequestProofs;
import io.delist.workflow.RuleBook;
import io.delist.workflow.Submission;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of a code is taken out of use while the mail that names it waits. */
class MailOfADestroyedKeyTest {

  private final Bench bench = new Bench();
  private final AtomicReference<KeyRing> ring = new AtomicReference<>(Bench.ring("k1", 1));
  private final RequestProofs proofs = new RequestProofs(ring::get, Bench.PORTAL, new Random(5));
  private final Limits limits = new Limits(LimitPolicy.none(), ring::get);
  private final List<MimeMessage> sent = new ArrayList<>();
  private final MailDesk desk = new MailDesk(bench.store, proofs, limits, () -> {});
  private final Delisting delisting =
      new Delisting(
          bench.store,
          bench.replica.blocklist(),
          proofs,
          new RuleBook(Bench.GUARD, List.of()),
          bench.policy,
          limits,
          () -> {});

  @BeforeEach
  void listed() {
    bench.list("203.0.113.0/24");
  }

  private DelistRequest ask(String mailbox) {
    return ((Submission.Accepted)
            delisting.submit(
                Bench.ADDRESS, EmailAddress.parse(mailbox), Bench.BROWSER, Locale.ENGLISH))
        .request();
  }

  private void rotate(boolean destroy) {
    byte[] old = new byte[32];
    new Random(1).nextBytes(old);
    byte[] secret = new byte[32];
    new Random(2).nextBytes(secret);
    KeyRing.Builder rest = KeyRing.builder();
    ring.set(
        (destroy ? rest.destroyed("k1") : rest.disabled("k1", old)).primary("k2", secret).build());
  }

  /** Ends only if every mail comes to an end. */
  private void sendAll() throws AddressException {
    try (OutboxSender sender =
        new OutboxSender(
            bench.store,
            bench.mails,
            proofs,
            new PortalMail(
                proofs, URI.create(Bench.PORTAL), new InternetAddress("no-reply@delist.example")),
            message -> {
              sent.add(message);
              return new MailRelay.Handover.Taken();
            },
            SendingPolicy.defaults().withDomainPause(Duration.ZERO))) {
      int turns = 0;
      while (sender.sendDue() > 0) {
        assertThat(++turns).isLessThan(100);
      }
    }
  }

  private List<String> story(DelistRequest request) {
    return bench.store.read(
        transaction ->
            transaction.audit().of(request.id()).stream()
                .map(AuditEntry::toString)
                .filter(text -> text.contains("UNDELIVERABLE") || text.contains("unwritable"))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRequestIsUndeliverableTheAuditSaysWhyAndOtherMailGoesOut(boolean destroyed)
      throws Exception {
    DelistRequest before = ask("sender@example.org");
    rotate(destroyed);
    DelistRequest after = ask("other@example.org");
    sendAll();

    assertThat(bench.find(before).state()).isEqualTo(RequestState.UNDELIVERABLE);
    assertThat(story(before))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).contains("the key of its code is no longer used"));
    assertThat(bench.find(after).state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
    assertThat(sent).hasSize(1);
    assertThat(bench.waitingMails()).as("nothing stays in the outbox").isZero();
    sendAll();
    assertThat(story(before)).hasSize(2);
  }

  @Test
  void aConfirmationThatIsAskedForAgainIsDroppedAndItsRequestEndsWithItsTime() throws Exception {
    DelistRequest request = ask("sender@example.org");
    sendAll();
    bench.pass(Duration.ofMinutes(2));
    rotate(true);
    assertThat(desk.resend(request.id(), Bench.BROWSER))
        .isInstanceOf(MailDesk.Resend.OnItsWay.class);
    sendAll();

    assertThat(sent).hasSize(1);
    assertThat(bench.waitingMails()).isZero();
    assertThat(story(request)).singleElement().asString().contains("mail.CONFIRMATION.unwritable");
    assertThat(bench.find(request).state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
    bench.pass(Duration.ofHours(2));
    bench.settlement.expireRequests();
    assertThat(bench.find(request).state()).isEqualTo(RequestState.EXPIRED);
  }
}
