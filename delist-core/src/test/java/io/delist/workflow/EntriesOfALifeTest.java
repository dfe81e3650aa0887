package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Listing;
import io.delist.blocklist.ReasonCode;
import io.delist.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A source whose entries last for a time after the last list that had them. */
class EntriesOfALifeTest {

  private static final Duration LIFE = Duration.ofDays(10);
  private static final IpPrefix ADDRESS = Bench.ADDRESS.toPrefix();

  private final Bench bench = new Bench();

  /** Loads the same list again; how many entries were written. */
  private int load(@Nullable Duration life) {
    ListOutcome outcome =
        bench.desk.replace(
            new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, life),
            List.of(ADDRESS));
    return ((ListOutcome.Done) outcome).changes();
  }

  private @Nullable Instant end() {
    List<Listing> listings =
        bench.store.read(transaction -> transaction.list().listingsCovering(ADDRESS));
    return listings.get(0).terms().expiresAt();
  }

  @Test
  void theEndIsNotWrittenAnewUntilATenthOfTheLifeHasPassed() {
    load(LIFE);
    Instant first = bench.clock.instant().plus(LIFE);
    assertThat(end()).isEqualTo(first);

    bench.pass(Duration.ofDays(1));
    assertThat(load(LIFE)).isZero();
    assertThat(end()).isEqualTo(first);

    bench.pass(Duration.ofMinutes(1));
    assertThat(load(LIFE)).isEqualTo(1);
    assertThat(end()).isEqualTo(bench.clock.instant().plus(LIFE));
  }

  @Test
  void anotherLifeIsWrittenAtOnce() {
    load(LIFE);
    assertThat(load(Duration.ofDays(9))).isEqualTo(1);
    assertThat(end()).isEqualTo(bench.clock.instant().plus(Duration.ofDays(9)));
    assertThat(load(null)).isEqualTo(1);
    assertThat(end()).isNull();
    assertThat(load(LIFE)).isEqualTo(1);
    assertThat(end()).isEqualTo(bench.clock.instant().plus(LIFE));
  }

  @Test
  void anEntryThatIsOverIsListedAgain() {
    load(LIFE);
    bench.pass(LIFE.plusDays(1));
    assertThat(load(LIFE)).isEqualTo(1);
    assertThat(end()).isEqualTo(bench.clock.instant().plus(LIFE));
  }
}
