package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Exemption;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two ask for one address: it comes off once. */
class SecondRequestTest {

  private static final IpPrefix ADDRESS = Bench.ADDRESS.toPrefix();

  private final Bench bench = new Bench();
  private DelistRequest second;

  /** The first is confirmed at once, the second is held behind it. */
  @BeforeEach
  void twoRequests() {
    bench.list(ADDRESS.toString());
    bench.pass(Duration.ofMinutes(1));
    DelistRequest first = bench.accepted();
    second =
        ((Submission.Accepted)
                bench.delisting.submit(
                    Bench.ADDRESS, Bench.EMAIL, "another browser", Locale.ENGLISH))
            .request();
    bench.delisting.confirm(bench.linkOf(first), Bench.BROWSER, "");
    bench.delisting.confirm(bench.linkOf(second), "another browser", "");
    assertThat(bench.find(second).state()).isEqualTo(RequestState.HELD);
    bench.replica.follow();
  }

  private Exemption exemption() {
    return bench.store.read(transaction -> transaction.list().exemptionsCovering(ADDRESS).get(0));
  }

  private void holdIsOver() {
    bench.pass(Duration.ofDays(1));
    assertThat(bench.timers.run()).isPositive();
    bench.replica.follow();
    assertThat(bench.find(second).state()).isIn(RequestState.REMOVING, RequestState.REMOVED);
  }

  @Test
  void theLadderCountsOneDelisting() {
    holdIsOver();
    Standing standing = bench.store.read(transaction -> Standings.own(transaction, Bench.ADDRESS));
    assertThat(standing.delistings()).isEqualTo(1);
    List<AuditEntry> rows = bench.store.read(transaction -> transaction.audit().of(second.id()));
    assertThat(rows)
        .filteredOn(row -> row.action().equals("listing.REMOVED"))
        .singleElement()
        .extracting(AuditEntry::detail)
        .isEqualTo("off already");
  }

  /** What was seen between the two removals is news, whenever it is told. */
  @Test
  void theTimeFromWhichEvidenceIsNewStaysThatOfTheFirst() {
    Exemption before = exemption();
    bench.pass(Duration.ofHours(6));
    var seen = bench.clock.instant();
    holdIsOver();

    assertThat(exemption()).isEqualTo(before);
    bench.list(ADDRESS.toString(), new Source("detector:late"), seen);
    bench.replica.follow();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }
}
