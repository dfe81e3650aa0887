package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.store.AuditEntry;
import io.delist.store.Backend;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same refusal of several at once is one row of the audit log. */
class RefusedAtOnceTest {

  private static final int ROUNDS = 25;
  private static final int AT_ONCE = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private @Nullable StoreFixture fixture;

  @AfterEach
  void close() {
    threads.shutdownNow();
    if (fixture != null) {
      fixture.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void resendsOfTheSameRequestToAMailboxThatIsNeverMailed(Backend backend) throws Exception {
    Bench bench =
        new Bench(
            clock -> {
              StoreFixture opened = backend.open(clock);
              fixture = opened;
              return opened.store();
            });
    bench.list("203.0.113.0/24");
    bench.pass(Duration.ofMinutes(1));
    List<DelistRequest> requests = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      DelistRequest request =
          ((Submission.Accepted)
                  bench.delisting.submit(
                      IpAddress.parse("203.0.113." + i),
                      Bench.EMAIL,
                      Bench.BROWSER,
                      Locale.ENGLISH))
              .request();
      bench.mails.taken(request.id(), MailKind.CONFIRMATION);
      requests.add(request);
    }
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.mailDesk.neverMail(bench.proofs.neverMailTokenOf(Bench.EMAIL))).isTrue();

    for (DelistRequest request : requests) {
      CyclicBarrier start = new CyclicBarrier(AT_ONCE);
      List<Future<MailDesk.Resend>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(
            threads.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  return bench.mailDesk.resend(request.id(), Bench.BROWSER);
                }));
      }
      for (Future<MailDesk.Resend> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(MailDesk.Resend.Refused.class);
      }
      assertThat(bench.store.<List<AuditEntry>>read(t -> t.audit().of(request.id())))
          .filteredOn(entry -> entry.action().equals(RefusalAudit.REFUSAL))
          .hasSize(1);
    }
  }
}
