package io.delist.spring;

import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Source;
import io.delist.request.LadderPolicy;
import io.delist.request.RequestPolicy;
import io.delist.request.ReviewPolicy;
import io.delist.workflow.AsyncRule;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.Rule;
import io.delist.workflow.RuleBook;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of the workflow, so that a refusal names its property. */
final class Policies {

  private static final String POLICY = "delist.policy";

  private Policies() {}

  static DelistPolicy read(DelistProperties.Request r, PolicyProperties properties) {
    DelistPolicy.Builder policy = DelistPolicy.defaults().toBuilder();
    step("link-life", r.linkLife(), () -> policy.linkLife(r.linkLife()));
    step("wrong-codes", r.wrongCodes(), () -> policy.wrongCodes(r.wrongCodes()));
    step(
        "exemption-after-listing",
        r.exemptionAfterListing(),
        () -> policy.exemptionAfterListing(r.exemptionAfterListing()));
    step("node-silence", r.nodeSilence(), () -> policy.nodeSilence(r.nodeSilence()));
    return policy.requests(requests(properties)).build();
  }

  private static void step(String name, Object value, Supplier<DelistPolicy.Builder> step) {
    InvalidPropertyException.reading("delist.request." + name, value, () -> step.get().build());
  }

  /** Numbers that are checked against each other are read together, and their group is named. */
  private static RequestPolicy requests(PolicyProperties p) {
    PolicyProperties.Ladder l = p.ladder();
    LadderPolicy ladder =
        InvalidPropertyException.reading(
            POLICY + ".ladder",
            l,
            () ->
                new LadderPolicy(
                    l.holdFrom(),
                    l.hold(),
                    l.reviewFrom(),
                    l.waitFrom(),
                    l.waitFor(),
                    l.endFrom(),
                    l.decay(),
                    l.most(),
                    l.neighboursPerStep()));
    PolicyProperties.Review r = p.review();
    ReviewPolicy review =
        InvalidPropertyException.reading(
            POLICY + ".review",
            r,
            () -> new ReviewPolicy(r.warnAfter(), r.breachAfter(), r.appeals()));
    RequestPolicy numbers = RequestPolicy.defaults().withLadder(ladder).withReview(review);
    RequestPolicy watched =
        InvalidPropertyException.reading(
            POLICY + ".probation", p.probation(), () -> numbers.withProbation(p.probation()));
    return InvalidPropertyException.reading(
        POLICY + ".soft-for", p.softFor(), () -> watched.withSoftFor(p.softFor()));
  }

  static RuleBook rules(
      ListingGuard guard, List<Rule> own, List<AsyncRule> async, PolicyProperties properties) {
    RuleBook.Builder book = RuleBook.builder(guard).rules(own).asyncRules(async);
    List<PolicyProperties.SelfServiceOff> off = properties.selfServiceOff();
    for (int i = 0; i < off.size(); i++) {
      String property = POLICY + ".self-service-off[" + i + "]";
      String source = text(off.get(i).source());
      String door = text(off.get(i).door());
      InvalidPropertyException.reading(
          property, source + ", " + door, () -> book.selfServiceOff(new Source(source), door));
    }
    return book.build();
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
