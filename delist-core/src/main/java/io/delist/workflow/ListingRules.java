package io.delist.workflow;

import io.delist.blocklist.Explanation;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The rules about the address itself: what is public anyway is said before any mail is sent. */
final class ListingRules {

  private final ListingGuard guard;
  private final Map<Source, String> selfServiceOff;

  /**
   * @param guard says which addresses are special
   * @param selfServiceOff the sources whose listings are not taken off by request, and where to go
   *     instead
   */
  ListingRules(ListingGuard guard, Map<Source, String> selfServiceOff) {
    this.guard = guard;
    this.selfServiceOff = Map.copyOf(selfServiceOff);
  }

  Optional<Refusal> objectionTo(Explanation explanation) {
    return specialPurpose(explanation)
        .or(() -> verdict(explanation))
        .or(() -> selfServiceOff(explanation));
  }

  private Optional<Refusal> specialPurpose(Explanation explanation) {
    return guard
        .specialPurpose(explanation.address().toPrefix())
        .map(
            range ->
                BuiltInRule.SPECIAL_PURPOSE.refusal(
                    explanation.address().toString(), range.name(), range.source()));
  }

  private static Optional<Refusal> verdict(Explanation explanation) {
    String address = explanation.address().toString();
    if (explanation.verdict() instanceof Verdict.Allowed) {
      return Optional.of(BuiltInRule.ALLOWLISTED.refusal(address));
    }
    if (explanation.verdict() instanceof Verdict.Exempt exempt) {
      return Optional.of(
          BuiltInRule.ALREADY_DELISTED.refusal(address, text(exempt.exemption().evidenceCutoff())));
    }
    if (explanation.verdict() instanceof Verdict.NotListed) {
      return Optional.of(
          BuiltInRule.NOT_LISTED.refusal(
              address, text(explanation.checkedAt()), Long.toString(explanation.revision())));
    }
    return Optional.empty();
  }

  /** An exemption would answer all that lists the address, so any such source stands against it. */
  private Optional<Refusal> selfServiceOff(Explanation explanation) {
    return explanation.listings().stream()
        .map(Listing::terms)
        .map(terms -> terms.source())
        .filter(selfServiceOff::containsKey)
        .findFirst()
        .map(
            source ->
                BuiltInRule.SELF_SERVICE_OFF.refusal(
                    explanation.address().toString(), source.name(), door(source)));
  }

  private String door(Source source) {
    return selfServiceOff.getOrDefault(source, "");
  }

  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
