package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.Limit;
import io.delist.limit.LimitPolicy;
import io.delist.net.IpAddress;
import io.delist.workflow.Confirmation;
import io.delist.workflow.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Many at once, through two portals over one store: exactly as many pass as the limit says. */
class LimitRaceTest extends StoreContract {

  private static final int AT_ONCE = 24;

  private LimitedPortal one;
  private LimitedPortal two;

  private void open(LimitPolicy policy) {
    one = new LimitedPortal(store(), clock, policy);
    two = new LimitedPortal(store(), clock, policy);
  }

  private LimitedPortal portal(int i) {
    return i % 2 == 0 ? one : two;
  }

  private static int passed(IntPredicate attempt) {
    AtomicInteger passed = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(AT_ONCE);
    Threads threads = new Threads();
    for (int i = 0; i < AT_ONCE; i++) {
      int number = i;
      threads.start(
          () -> {
            Threads.await(start);
            passed.addAndGet(attempt.test(number) ? 1 : 0);
          });
    }
    threads.join();
    return passed.get();
  }

  @Test
  void oneMailToAMailboxInAMinute() {
    open(LimitPolicy.defaults());
    int accepted =
        passed(
            i ->
                portal(i).submit(LimitedPortal.address(i), "someone+" + i + "@example.org")
                    instanceof Submission.Accepted);
    assertThat(accepted).isEqualTo(1);
    assertThat(one.mails()).isEqualTo(1);
  }

  @Test
  void threeRequestsForAnAddress() {
    open(LimitPolicy.defaults());
    int accepted =
        passed(
            i ->
                portal(i).submit(LimitedPortal.address(5), "user" + i + "@d" + i + ".example")
                    instanceof Submission.Accepted);
    assertThat(accepted).isEqualTo(3);
  }

  @Test
  void tenRequestsOfAClient() {
    open(LimitPolicy.defaults());
    IpAddress client = IpAddress.parse("2001:db8:1:2::1");
    assertThat(passed(i -> portal(i).client(client))).isEqualTo(10);
  }

  @Test
  void eightDelistingsInARange() {
    open(LimitPolicy.defaults().without(Limit.DELISTED_MAILBOX));
    List<DelistRequest> requests = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Submission submission =
          portal(i).submit(LimitedPortal.address(i), "user" + i + "@d" + i + ".example");
      requests.add(((Submission.Accepted) submission).request());
    }
    int taken = passed(i -> !(portal(i).confirm(requests.get(i)) instanceof Confirmation.Refused));
    assertThat(taken).as("taken off, or waiting to be").isEqualTo(8);
  }
}
