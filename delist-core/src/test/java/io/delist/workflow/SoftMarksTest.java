package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Verdict;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.request.RequestPolicy;
import io.delist.store.DelistRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** While a confirmed removal waits the mail flow may soften, if the policy says so. */
class SoftMarksTest {

  private static final Duration SOFT = Duration.ofDays(5);

  private final Bench bench = bench(SOFT);

  private static Bench bench(Duration soft) {
    return new Bench(
        DelistPolicy.defaults().withRequests(RequestPolicy.defaults().withSoftFor(soft)),
        List.of());
  }

  private DelistRequest held() {
    bench.delisted();
    return bench.confirmedAgain();
  }

  private static void refuse(Bench bench, DelistRequest request) {
    bench.reviews.refuse(request.id(), "kim", "no");
    bench.replica.follow();
  }

  @Test
  void aHeldRemovalSoftensTheOneAddressUntilItIsDone() {
    held();
    assertThat(bench.verdict())
        .isEqualTo(
            new Verdict.Removing(
                new SoftMark(
                    Bench.ADDRESS.toPrefix(),
                    ReasonCode.BANNED,
                    bench.clock.instant().plus(SOFT))));
    bench.list("203.0.113.0/24");
    assertThat(bench.replica.blocklist().check(IpAddress.parse("203.0.113.8")))
        .as("its neighbour")
        .isInstanceOf(Verdict.Listed.class);
    assertThat(bench.delisting.lookup(Bench.ADDRESS).explanation().verdict().label())
        .isEqualTo("removing");
  }

  @Test
  void itGoesWithTheRemovalInOneRevision() {
    held();
    long before = bench.revision();
    bench.pass(Duration.ofDays(1));
    bench.timers.run();
    bench.replica.follow();
    assertThat(bench.verdict()).isInstanceOf(Verdict.Exempt.class);
    assertThat(bench.revision()).isEqualTo(before + 1);
    assertThat(bench.store.<List<SoftMark>>read(transaction -> transaction.list().softMarks()))
        .isEmpty();
  }

  @Test
  void aRefusalEndsIt() {
    DelistRequest request = held();
    refuse(bench, request);
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void itEndsByItselfAfterThePolicysTime() {
    held();
    bench.pass(SOFT.minusMillis(1));
    assertThat(bench.verdict()).isInstanceOf(Verdict.Removing.class);
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.verdict()).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void byDefaultNothingIsSoftened() {
    Bench hard = bench(Duration.ZERO);
    hard.delisted();
    DelistRequest request = hard.confirmedAgain();
    assertThat(hard.verdict()).isInstanceOf(Verdict.Listed.class);
    long before = hard.revision();
    refuse(hard, request);
    assertThat(hard.revision()).as("no mark, no change of the list").isEqualTo(before);
  }

  @Test
  void whoAsksWhileItWaitsIsToldThatItIsUnderWay() {
    held();
    Submission other =
        bench.delisting.submit(
            Bench.ADDRESS,
            EmailAddress.parse("other@example.org"),
            "other browser",
            Locale.ENGLISH);
    assertThat(((Submission.Refused) other).refusal().rule()).isEqualTo("open-request");
  }

  @Test
  void itRefusesUnderTheCodeOfTheListingThatApplies() {
    bench.delisted();
    bench.desk.takeOff(Bench.ADDRESS.toPrefix());
    bench.pass(Duration.ofMinutes(1));
    bench.desk.list(
        IpPrefix.parse("203.0.113.0/24"),
        new ListingDesk.Grounds(Bench.FEED, new ReasonCode(620), "", null, null));
    bench.desk.list(
        Bench.ADDRESS.toPrefix(),
        new ListingDesk.Grounds(Bench.FEED, new ReasonCode(633), "", null, Duration.ofSeconds(30)));
    bench.pass(Duration.ofMinutes(1));
    bench.replica.follow();
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.replica.follow();

    assertThat(bench.verdict())
        .isInstanceOfSatisfying(
            Verdict.Removing.class,
            removing -> assertThat(removing.mark().reasonCode().value()).isEqualTo(620));
  }
}
