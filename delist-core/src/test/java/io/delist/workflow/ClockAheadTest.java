package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.ReasonCode;
import io.delist.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process whose clock was ahead has left a delisting in the future behind; then a list comes. */
class ClockAheadTest {

  private static final IpPrefix ELSEWHERE = IpPrefix.parse("198.51.100.7/32");

  private final Bench bench = new Bench();

  private Instant evidenceOfAListAfterADelistingAt(Instant cutoff) {
    Exemption exemption = new Exemption(Bench.ADDRESS.toPrefix(), cutoff, null);
    bench.store.run(
        transaction -> {
          transaction.list().lock();
          transaction.list().apply(List.of(new Change.Exempted(exemption)));
        });
    ListOutcome outcome =
        bench.desk.replace(
            new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
            List.of(ELSEWHERE));
    assertThat(outcome).isInstanceOf(ListOutcome.Done.class);
    return bench.store.read(
        transaction -> transaction.list().listingsCovering(ELSEWHERE).get(0).terms().evidenceAt());
  }

  /** Clocks that differ by a little: who comes later in the order of revisions is later. */
  @Test
  void aLittleAheadTheListsEvidenceComesAfterIt() {
    Instant cutoff = bench.clock.instant().plusSeconds(60);
    assertThat(evidenceOfAListAfterADelistingAt(cutoff)).isAfter(cutoff);
  }

  @Test
  void farAheadItDoesNotPutAWholeListsEvidenceIntoTheFuture() {
    Instant now = bench.clock.instant();
    assertThat(evidenceOfAListAfterADelistingAt(now.plus(Duration.ofDays(1)))).isEqualTo(now);
  }
}
