package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.LimitPolicy;
import io.delist.net.IpAddress;
import io.delist.workflow.Confirmation;
import io.delist.workflow.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A robot that has 2,000 listed addresses, asks from each of them, reads 200 mailboxes, writes them
 * with tags and capitals, and presses every link at once: it gets no more than the limits say. What
 * it got is counted here by looking at all of it, not by the code that limits.
 *
 * <p>In a build it asks the databases from 500 addresses; {@code -Ddelist.test.addresses=2000} asks
 * from all.
 */
class RobotAgainstLimitsTest extends StoreContract {

  private static final int ADDRESSES = 2_000;
  private static final int OF_A_DATABASE = Integer.getInteger("delist.test.addresses", 500);
  private static final int MAILBOXES = 200;
  private static final int DOMAINS = 8;

  /** Something the robot got, and the key that is limited. */
  private record Got(String key, Instant at) {}

  private final List<Got> mailsOfMailbox = new ArrayList<>();
  private final List<Got> mailsOfDomain = new ArrayList<>();
  private final List<Got> mails = new ArrayList<>();
  private final List<Got> requestsOfAddress = new ArrayList<>();
  private final List<Got> delistingsOfAddress = new ArrayList<>();
  private final List<Got> delistingsOfRange = new ArrayList<>();
  private final List<Got> delistingsOfMailbox = new ArrayList<>();

  @Test
  void theRobotGetsNoMoreThanTheLimitsSay() {
    LimitedPortal portal = new LimitedPortal(store(), clock, LimitPolicy.defaults());
    int addresses = backend == Backend.MEMORY ? ADDRESSES : OF_A_DATABASE;
    // The end of one day and the beginning of the next: a window that began anew at a full hour or
    // at midnight would give it twice as much.
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < addresses; i++) {
        turn(portal, round, i);
        clock.set(clock.instant().plusMillis(40));
      }
      clock.set(NOON.plus(Duration.ofHours(23)).plus(Duration.ofMinutes(58)));
    }

    assertMost(3, Duration.ofHours(24), mailsOfMailbox);
    assertMost(1, Duration.ofSeconds(60), mailsOfMailbox);
    assertMost(60, Duration.ofHours(1), mailsOfDomain);
    assertMost(1_000, Duration.ofHours(1), mails);
    assertMost(3, Duration.ofHours(24), requestsOfAddress);
    assertMost(1, Duration.ofHours(24), delistingsOfAddress);
    assertMost(8, Duration.ofHours(24), delistingsOfRange);
    assertMost(5, Duration.ofHours(24), delistingsOfMailbox);
    assertThat(delistingsOfRange)
        .as("eight in each of the eight /24s that its addresses lie in")
        .hasSize(8 * 8);
    assertThat(delistingsOfAddress).as("taken off at once").isNotEmpty();
    assertThat(mails).as("the test asked for too little").hasSizeGreaterThan(300);
  }

  private void turn(LimitedPortal portal, int round, int i) {
    // Neighbours in turn would use up the mailboxes on a few ranges.
    IpAddress own = LimitedPortal.address(i * 251 % ADDRESSES);
    int mailbox = (i * 7 + round) % MAILBOXES;
    String domain = "d" + mailbox % DOMAINS + ".example";
    String tag = i % 3 == 0 ? "" : "+" + i;
    String email = (i % 2 == 0 ? "box" : "BOX") + mailbox + tag + "@" + domain;
    if (portal.submit(own, own, email) instanceof Submission.Accepted accepted) {
      assertThat(portal.mailWaits(accepted.request())).as("its mail waits to be sent").isTrue();
      String box = mailbox + "@" + domain;
      got(mailsOfMailbox, box);
      got(mailsOfDomain, domain);
      got(mails, "");
      got(requestsOfAddress, own.toString());
      Confirmation confirmation = portal.confirm(accepted.request());
      if (confirmation instanceof Confirmation.Delisted) {
        got(delistingsOfAddress, own.toString());
      }
      // Neighbours of what was taken off wait first; they count all the same.
      if (!(confirmation instanceof Confirmation.Refused)) {
        got(delistingsOfRange, own.prefix(24).toString());
        got(delistingsOfMailbox, box);
      }
    }
  }

  private void got(List<Got> list, String key) {
    list.add(new Got(key, clock.instant()));
  }

  /** In no span of this length, wherever it begins, are there more of one key. */
  private static void assertMost(int most, Duration span, List<Got> all) {
    Map<String, List<Instant>> byKey = new HashMap<>();
    all.forEach(got -> byKey.computeIfAbsent(got.key(), key -> new ArrayList<>()).add(got.at()));
    byKey.forEach(
        (key, times) -> {
          for (int i = most; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - most), times.get(i)))
                .as("%s: %d in less than %s", key, most + 1, span)
                .isGreaterThanOrEqualTo(span);
          }
        });
  }
}
