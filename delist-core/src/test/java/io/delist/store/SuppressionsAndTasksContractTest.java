package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.delist.store.TaskRegister.Task;
import io.delist.token.MailboxMark;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SuppressionsAndTasksContractTest extends StoreContract {

  private static final MailboxMark ONE = new MailboxMark("k1-00112233445566778899aabbccddeeff");
  private static final MailboxMark TWO = new MailboxMark("k2-00112233445566778899aabbccddeeff");

  private boolean contains(MailboxMark... marks) {
    return read(transaction -> transaction.suppressions().contains(List.of(marks)));
  }

  @Test
  void aMailboxIsSuppressedOnceUntilItIsTakenOut() {
    assertThat(contains(ONE, TWO)).isFalse();
    store().run(transaction -> transaction.suppressions().add(TWO));
    store().run(transaction -> transaction.suppressions().add(TWO));
    assertThat(contains(ONE, TWO)).isTrue();
    assertThat(contains(ONE)).isFalse();
    assertThat((int) read(transaction -> transaction.suppressions().size())).isEqualTo(1);
    store().run(transaction -> transaction.suppressions().remove(TWO));
    store().run(transaction -> transaction.suppressions().remove(TWO));
    assertThat(contains(ONE, TWO)).isFalse();
  }

  private boolean claim() {
    return write(
        transaction ->
            transaction.tasks().claim(Task.RETENTION, transaction.now().plus(Duration.ofHours(1))));
  }

  @Test
  void aTaskIsClaimedOnceUntilItIsDueAgain() {
    assertThat(claim()).isTrue();
    assertThat(claim()).isFalse();
    clock.advance(Duration.ofMinutes(59));
    assertThat(claim()).isFalse();
    clock.advance(Duration.ofMinutes(1));
    assertThat(claim()).isTrue();
  }

  @Test
  void aTaskWhoseTransactionFailsIsDueAgain() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                store()
                    .run(
                        transaction -> {
                          assertThat(transaction.tasks().claim(Task.RETENTION, NOON.plusSeconds(9)))
                              .isTrue();
                          throw new IllegalStateException("the node goes down");
                        }));
    assertThat(claim()).isTrue();
  }

  @Test
  void ofSeveralNodesOneGetsATask() {
    for (int round = 0; round < 10; round++) {
      AtomicInteger winners = new AtomicInteger();
      Threads threads = new Threads();
      for (int node = 0; node < 6; node++) {
        threads.start(
            () -> {
              if (claim()) {
                winners.incrementAndGet();
              }
            });
      }
      threads.join();
      assertThat(winners).hasValue(1);
      clock.advance(Duration.ofHours(1));
    }
  }
}
