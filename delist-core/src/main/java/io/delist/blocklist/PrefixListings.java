package io.delist.blocklist;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What several sources say about one prefix, the first to list first; each source once. Holds the
 * verdicts ready, so that a lookup makes none, and the time up to which none of them expires.
 */
record PrefixListings(List<Verdict.Listed> verdicts, long firstExpiryMillis) {

  private static final Comparator<Verdict.Listed> FIRST_TO_LIST =
      Comparator.comparing((Verdict.Listed verdict) -> verdict.terms().listedAt())
          .thenComparing(verdict -> verdict.terms().source());

  static final PrefixListings NONE = new PrefixListings(List.of());

  PrefixListings(List<Verdict.Listed> verdicts) {
    this(verdicts, firstExpiry(verdicts));
  }

  private static long firstExpiry(List<Verdict.Listed> verdicts) {
    long first = Expiry.NEVER;
    for (Verdict.Listed verdict : verdicts) {
      first = Math.min(first, Expiry.millis(verdict.terms().expiresAt()));
    }
    return first;
  }

  /**
   * What was put together before.
   *
   * @throws IllegalArgumentException if none lists, the order is wrong, or a source comes twice
   */
  static PrefixListings of(List<Verdict.Listed> verdicts) {
    Set<Source> sources = new HashSet<>();
    Verdict.Listed before = null;
    for (Verdict.Listed verdict : verdicts) {
      if (before != null && FIRST_TO_LIST.compare(before, verdict) >= 0) {
        throw new IllegalArgumentException("the listings of a prefix are out of order");
      }
      if (!sources.add(verdict.terms().source())) {
        throw new IllegalArgumentException(verdict.terms().source() + " lists a prefix twice");
      }
      before = verdict;
    }
    if (before == null) {
      throw new IllegalArgumentException("a listed prefix without a listing");
    }
    return new PrefixListings(List.copyOf(verdicts));
  }

  PrefixListings with(ListingTerms terms) {
    return new PrefixListings(
        Stream.concat(others(terms.source()), Stream.of(new Verdict.Listed(terms)))
            .sorted(FIRST_TO_LIST)
            .toList());
  }

  PrefixListings without(Source source) {
    return new PrefixListings(others(source).toList());
  }

  private Stream<Verdict.Listed> others(Source source) {
    return verdicts.stream().filter(verdict -> !verdict.terms().source().equals(source));
  }

  boolean isEmpty() {
    return verdicts.isEmpty();
  }

  /** The first that still applies and that the exemption, if any, does not answer. */
  Verdict.@Nullable Listed blocking(@Nullable Exemption exemption, long epochMillis) {
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict.Listed verdict = verdicts.get(i);
      if (verdict.terms().appliesAt(epochMillis)
          && (exemption == null || !exemption.answers(verdict.terms()))) {
        return verdict;
      }
    }
    return null;
  }
}
