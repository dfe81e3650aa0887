package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operator's word against a listing: what is written for it, and what is answered. */
class TakingOffTest {

  private static final IpPrefix ADDRESS = Bench.ADDRESS.toPrefix();
  private static final IpPrefix RANGE = IpPrefix.parse("203.0.113.0/24");

  private final Bench bench = new Bench();

  private List<Exemption> exemptions() {
    return bench.store.read(transaction -> transaction.list().exemptionsWithin(RANGE));
  }

  @Test
  void theOperatorsOwnListingIsUnlistedAndLeavesNoExemption() {
    bench.list("203.0.113.9/32");

    assertThat(bench.desk.takeOff(ADDRESS)).isEqualTo(new ListOutcome.Done(2, 1));
    assertThat(exemptions()).isEmpty();
  }

  @Test
  void whatAFeedListsIsExemptedAndNothingElseIsWritten() {
    bench.list("203.0.113.0/24", Bench.FEED, null);

    assertThat(bench.desk.takeOff(ADDRESS)).isEqualTo(new ListOutcome.Done(2, 1));
    assertThat(exemptions()).extracting(Exemption::prefix).containsExactly(ADDRESS);
  }

  @Test
  void whatBothListIsUnlistedAndExemptedInOneRevision() {
    bench.list("203.0.113.0/24", Bench.FEED, null);
    bench.list("203.0.113.9/32");

    assertThat(bench.desk.takeOff(ADDRESS)).isEqualTo(new ListOutcome.Done(3, 2));
    assertThat(
            bench.store.<Long>read(
                transaction -> transaction.list().countBySource().get(Source.OPERATOR)))
        .isNull();
    assertThat(exemptions()).extracting(Exemption::prefix).containsExactly(ADDRESS);
  }

  @Test
  void theOperatorsListingOfTheRangeIsExemptedForTheAddressAlone() {
    bench.list("203.0.113.0/24");

    assertThat(bench.desk.takeOff(ADDRESS)).isEqualTo(new ListOutcome.Done(2, 1));
    assertThat(exemptions()).extracting(Exemption::prefix).containsExactly(ADDRESS);
  }

  @Test
  void ofManyListingsInsideARangeFiveAreNamed() {
    bench.list("203.0.113.0/24", Bench.FEED, null);
    for (int host = 1; host <= 6; host++) {
      bench.list(IpAddress.parse("203.0.113." + host).toPrefix().toString());
    }

    assertThat(bench.desk.takeOff(RANGE))
        .isInstanceOfSatisfying(
            ListOutcome.Refused.class,
            refused -> {
              assertThat(refused.why().split("\\(operator\\)", -1)).hasSize(6);
              assertThat(refused.why()).startsWith("an exemption of 203.0.113.0/24 would also");
            });
    assertThat(exemptions()).isEmpty();
  }

  @Test
  void theAllowlistsVerbsAnswerWithTheirRevision() {
    AllowEntry entry = new AllowEntry(RANGE, "partners");
    assertThat(bench.desk.allow(entry)).isEqualTo(new ListOutcome.Done(1, 1));
    assertThat(bench.desk.disallow(RANGE)).isEqualTo(new ListOutcome.Done(2, 1));
    assertThat(bench.list("203.0.113.9/32")).isEqualTo(new ListOutcome.Done(3, 1));
  }

  @Test
  void aSourceThatIsTakenOffWholeIsBookedWithItsNameAndItsSize() {
    bench.list("203.0.113.0/24", Bench.FEED, null);
    bench.list("198.51.100.7/32", Bench.FEED, null);
    bench.desk.takeOffAllOf(Bench.FEED);

    List<AuditEntry> booked = new ArrayList<>();
    bench.store.run(transaction -> transaction.audit().read(0, row -> booked.add(row.entry())));
    assertThat(booked)
        .filteredOn(entry -> entry.action().equals("take-off-source"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("operator");
              assertThat(entry.revision()).isEqualTo(3);
              assertThat(entry.detail()).isEqualTo("feed:test, 2 prefixes");
            });
  }
}
