package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands against a wish; whatever does, nothing is kept and nothing is mailed. */
class SubmissionRulesTest {

  private final Bench bench = new Bench();

  @Test
  void anAddressThatIsNotListed() {
    bench.list("198.51.100.1/32");

    Refusal refusal = refused(bench, bench.submit(), "not-listed");

    assertThat(refusal.facts())
        .as("address, time and revision that it looked at")
        .containsExactly("203.0.113.9", "2026-05-04T10:11:12Z", "1");
  }

  @Test
  void aSpecialPurposeAddress() {
    Submission submission =
        bench.delisting.submit(
            IpAddress.parse("10.1.2.3"), Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH);

    assertThat(refused(bench, submission, "special-purpose").facts())
        .containsExactly("10.1.2.3", "Private-Use", "RFC 1918");
  }

  @Test
  void anAddressOfTheAllowlist() {
    bench.list("203.0.113.9/32");
    bench.desk.allow(new AllowEntry(IpPrefix.parse("203.0.113.0/24"), "partners"));
    bench.replica.follow();

    refused(bench, bench.submit(), "allowlisted");
  }

  @Test
  void anAddressThatIsOffTheListAlready() {
    bench.delisted();

    assertThat(((Submission.Refused) bench.submit()).refusal().rule())
        .isEqualTo("already-delisted");
  }

  @Test
  void anApplicationsOwnRuleRefusesInItsOwnWords() {
    Bench strict = new Bench(DelistPolicy.defaults(), List.of(new NoExampleOrg()));
    strict.list("203.0.113.9/32");

    assertThat(refused(strict, strict.submit(), "no-example-org").ownText()).isEqualTo("No.");
  }

  @Test
  void aRuleThatIsBrokenRefusesNobody() {
    Bench broken = new Bench(DelistPolicy.defaults(), List.of(new Broken()));
    broken.list("203.0.113.9/32");

    assertThat(broken.submit()).isInstanceOf(Submission.Accepted.class);
  }

  private static Refusal refused(Bench bench, Submission submission, String rule) {
    assertThat(submission).isInstanceOf(Submission.Refused.class);
    assertThat(bench.waitingMails()).as("nothing is mailed").isZero();
    Refusal refusal = ((Submission.Refused) submission).refusal();
    assertThat(refusal.rule()).isEqualTo(rule);
    return refusal;
  }

  private record NoExampleOrg() implements Rule {
    @Override
    public String id() {
      return "no-example-org";
    }

    @Override
    public String text(Locale language) {
      return "No.";
    }

    @Override
    public String door(Locale language) {
      return "Ask by telephone.";
    }

    @Override
    public Optional<Refusal> objectionTo(Candidate candidate) {
      return candidate.email().domain().equals("example.org")
          ? Optional.of(Refusal.custom(id(), "No.", "Ask by telephone."))
          : Optional.empty();
    }
  }

  private record Broken() implements Rule {
    @Override
    public String id() {
      return "broken";
    }

    @Override
    public String text(Locale language) {
      return "No.";
    }

    @Override
    public String door(Locale language) {
      return "Ask by telephone.";
    }

    @Override
    public Optional<Refusal> objectionTo(Candidate candidate) {
      throw new IllegalStateException("resolver is away");
    }
  }
}
