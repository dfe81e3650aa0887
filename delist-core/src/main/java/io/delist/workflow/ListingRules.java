package io.delist.workflow;

import io.delist.blocklist.Explanation;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules about the address itself: what is public anyway is said before any mail is sent.
 *
 * <ul>
 *   <li>{@code special-purpose}: no mail server is met from such an address.
 *   <li>{@code allowlisted}: it is never blocked.
 *   <li>{@code already-delisted}: it was taken off and is not blocked now.
 *   <li>{@code not-listed}: there is nothing to take off.
 * </ul>
 */
final class ListingRules {

  static final String SPECIAL_PURPOSE = "special-purpose";
  static final String ALLOWLISTED = "allowlisted";
  static final String ALREADY_DELISTED = "already-delisted";
  static final String NOT_LISTED = "not-listed";

  private ListingRules() {}

  static List<Rule> all(ListingGuard guard) {
    return List.of(
        new AddressRule(
            SPECIAL_PURPOSE,
            explanation ->
                guard
                    .specialPurpose(explanation.address().toPrefix())
                    .map(
                        range ->
                            Refusal.of(
                                SPECIAL_PURPOSE,
                                explanation.address().toString(),
                                range.name(),
                                range.source()))),
        new AddressRule(ALLOWLISTED, explanation -> when(Verdict.Allowed.class, explanation)),
        new AddressRule(ALREADY_DELISTED, explanation -> when(Verdict.Exempt.class, explanation)),
        new AddressRule(NOT_LISTED, explanation -> when(Verdict.NotListed.class, explanation)));
  }

  private record AddressRule(String id, Function<Explanation, Optional<Refusal>> objection)
      implements Rule {
    @Override
    public Optional<Refusal> objectionTo(Candidate candidate) {
      return objection.apply(candidate.explanation());
    }
  }

  private static Optional<Refusal> when(Class<? extends Verdict> verdict, Explanation explanation) {
    if (!verdict.isInstance(explanation.verdict())) {
      return Optional.empty();
    }
    String address = explanation.address().toString();
    if (explanation.verdict() instanceof Verdict.Exempt exempt) {
      return Optional.of(
          Refusal.of(ALREADY_DELISTED, address, text(exempt.exemption().evidenceCutoff())));
    }
    if (explanation.verdict() instanceof Verdict.Allowed) {
      return Optional.of(Refusal.of(ALLOWLISTED, address));
    }
    return Optional.of(
        Refusal.of(
            NOT_LISTED,
            address,
            text(explanation.checkedAt()),
            Long.toString(explanation.revision())));
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
