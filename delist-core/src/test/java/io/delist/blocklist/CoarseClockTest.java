package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoarseClockTest {

  private static final Instant START = Instant.parse("2026-11-25T09:00:00Z");
  private static final IpAddress LISTED = IpAddress.parse("198.51.100.7");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicInteger reads = new AtomicInteger();

  /** Counts who asks for the time. */
  private final InstantSource counted =
      () -> {
        reads.incrementAndGet();
        return now.get();
      };

  private static Blocklist listing(InstantSource clock, @Nullable Instant expiresAt) {
    BlocklistProjection projection = new BlocklistProjection(clock);
    ListingTerms terms =
        new ListingTerms(Source.OPERATOR, ReasonCode.BANNED, "", START, START, expiresAt);
    projection.apply(new Change.Listed(new Listing(IpPrefix.parse("198.51.100.0/24"), terms)));
    projection.publish(1);
    return projection.blocklist();
  }

  @Test
  void whatIsNotListedOrNeverExpiresNeedsNoClock() {
    Blocklist list = listing(counted, null);
    assertThat(list.check(LISTED).label()).isEqualTo("listed");
    assertThat(list.check(IpAddress.parse("192.0.2.1")).label()).isEqualTo("not-listed");
    assertThat(reads).hasValue(0);
  }

  @Test
  void anExpiryFarAwayIsSeenFromTheNotedTime() {
    // A closed clock notes nothing more; one whose real clock stands still notes the same.
    try (CoarseClock clock = new CoarseClock(() -> START)) {
      assertThat(CoarseClock.isBefore(clock, START.plusSeconds(11).toEpochMilli())).isTrue();
      assertThat(CoarseClock.isBefore(clock, START.plusSeconds(10).toEpochMilli())).isFalse();
      assertThat(CoarseClock.isBefore(clock, Expiry.NEVER)).isTrue();
    }
  }

  @Test
  void anEntryIsGoneAtTheMillisecondOfItsExpiry() {
    Instant expiresAt = START.plusSeconds(5);
    try (CoarseClock clock = new CoarseClock(counted)) {
      Blocklist list = listing(clock, expiresAt);
      now.set(expiresAt.minusMillis(1));
      assertThat(list.check(LISTED).label()).isEqualTo("listed");
      now.set(expiresAt);
      assertThat(list.check(LISTED).label()).isEqualTo("not-listed");
    }
  }

  @Test
  void aClosedClockIsExact() {
    Instant expiresAt = START.plus(Duration.ofDays(1));
    CoarseClock clock = new CoarseClock(counted);
    Blocklist list = listing(clock, expiresAt);
    clock.close();
    assertThat(list.check(LISTED).label()).isEqualTo("listed");
    now.set(expiresAt);
    assertThat(list.check(LISTED).label()).isEqualTo("not-listed");
  }

  @Test
  void anExpiryBeforeAllMillisecondsIsNotYetToComeForNobody() {
    Instant first = Instant.ofEpochMilli(Long.MIN_VALUE).plusMillis(5000);
    try (CoarseClock clock = new CoarseClock(() -> START)) {
      assertThat(CoarseClock.isBefore(clock, first.toEpochMilli())).isFalse();
      assertThat(CoarseClock.isBefore(clock, Long.MIN_VALUE)).isFalse();
    }
  }

  @Test
  void theEndOfTimeIsExplainedToo() {
    Blocklist list = listing(counted, null);
    assertThat(list.view().explain(LISTED, Instant.MAX).verdict().label()).isEqualTo("listed");
    assertThat(list.view().explain(LISTED, Instant.MIN).verdict().label()).isEqualTo("listed");
  }

  @Test
  void aRealClockThatFailsOnceIsAskedAgain() {
    AtomicReference<Boolean> failing = new AtomicReference<>(false);
    Instant expiresAt = START.plus(Duration.ofDays(1));
    InstantSource source =
        () -> {
          if (failing.get()) {
            throw new IllegalStateException("no time");
          }
          return now.get();
        };
    try (CoarseClock clock = new CoarseClock(source)) {
      failing.set(true);
      Awaitility.await().until(() -> !CoarseClock.isBefore(clock, expiresAt.toEpochMilli()));
      failing.set(false);
      now.set(expiresAt);
      assertThat(listing(clock, expiresAt).check(LISTED).label()).isEqualTo("not-listed");
      now.set(START);
      Awaitility.await().until(() -> CoarseClock.isBefore(clock, expiresAt.toEpochMilli()));
    }
  }
}
