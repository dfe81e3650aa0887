package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.LimitPolicy;
import io.delist.net.IpAddress;
import io.delist.workflow.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Somebody's mailbox, which 500 addresses name in 10,000 requests in a day: it gets 3 mails.
 *
 * <p>In a build the databases are asked 2,000 times; {@code -Ddelist.test.requests=10000} asks them
 * all.
 */
class AttackedMailboxTest extends StoreContract {

  private static final int CLIENTS = 500;
  private static final int ALL = 10_000;
  private static final int OF_A_DATABASE = Integer.getInteger("delist.test.requests", 2_000);

  @Test
  void itGetsThreeMails() {
    LimitedPortal portal = new LimitedPortal(store(), clock, LimitPolicy.defaults());
    List<Instant> mailed = new ArrayList<>();
    int requests = backend == Backend.MEMORY ? ALL : OF_A_DATABASE;
    Duration step = Duration.ofHours(24).dividedBy(requests);
    for (int i = 0; i < requests; i++) {
      IpAddress client = IpAddress.ofV4(0x0A00_0000 + 7 * (i % CLIENTS));
      String tag = i % 2 == 0 ? "" : "+tag" + i;
      Submission submission =
          portal.submit(client, LimitedPortal.address(i % 2_000), "Victim" + tag + "@example.org");
      if (submission instanceof Submission.Accepted) {
        mailed.add(clock.instant());
      } else {
        assertThat(((Submission.TryLater) submission).refusal().rule())
            .isIn("limit-pause", "limit-mailbox");
      }
      clock.set(clock.instant().plus(step));
    }
    assertThat(mailed).hasSize(3);
    assertThat(portal.mails()).isEqualTo(3);
    assertThat(Duration.between(mailed.get(0), mailed.get(1)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(60));
  }
}
