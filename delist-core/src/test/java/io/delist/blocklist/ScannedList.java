package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: plain maps, every question answered by a scan, the precedence written out as in the
 * documentation.
 */
final class ScannedList {

  private record Key(IpPrefix prefix, Source source) {}

  private static final Comparator<IpPrefix> LONGEST_FIRST =
      Comparator.comparing(IpPrefix::length).reversed();

  private final Map<Key, Listing> listings = new LinkedHashMap<>();
  private final Map<IpPrefix, Exemption> exemptions = new LinkedHashMap<>();
  private final Map<IpPrefix, AllowEntry> allowed = new LinkedHashMap<>();

  void apply(Change change) {
    if (change instanceof Change.Listed listed) {
      listings.put(new Key(change.prefix(), listed.listing().terms().source()), listed.listing());
    } else if (change instanceof Change.Unlisted unlisted) {
      listings.remove(new Key(change.prefix(), unlisted.source()));
    } else if (change instanceof Change.Exempted exempted) {
      exemptions.put(change.prefix(), exempted.exemption());
    } else if (change instanceof Change.ExemptionEnded) {
      exemptions.remove(change.prefix());
    } else if (change instanceof Change.Allowed allow) {
      allowed.put(change.prefix(), allow.entry());
    } else {
      allowed.remove(change.prefix());
    }
  }

  /** A source lists these prefixes and no other; what it listed already keeps its times. */
  void replace(ListingTerms terms, Collection<IpPrefix> prefixes) {
    List<Listing> before = listedBy(terms.source());
    before.forEach(listing -> listings.remove(new Key(listing.prefix(), terms.source())));
    for (IpPrefix prefix : prefixes) {
      ListingTerms rested =
          before.stream()
              .filter(listing -> listing.prefix().equals(prefix))
              .findFirst()
              .map(listing -> terms.restingOn(listing.terms()))
              .orElse(terms);
      listings.put(new Key(prefix, terms.source()), new Listing(prefix, rested));
    }
  }

  List<Listing> listedBy(Source source) {
    return listings.values().stream().filter(l -> l.terms().source().equals(source)).toList();
  }

  /** The part of the list that a prefix touches. */
  ScannedList touching(IpPrefix prefix) {
    ScannedList part = new ScannedList();
    part.listings.putAll(listings);
    part.listings.values().removeIf(listing -> !listing.prefix().overlaps(prefix));
    part.exemptions.putAll(exemptions);
    part.exemptions.keySet().removeIf(each -> !each.overlaps(prefix));
    part.allowed.putAll(allowed);
    part.allowed.keySet().removeIf(each -> !each.overlaps(prefix));
    return part;
  }

  Verdict check(IpAddress address, long now) {
    List<AllowEntry> allow = allowing(address);
    if (!allow.isEmpty()) {
      return new Verdict.Allowed(allow.get(0));
    }
    Optional<Exemption> newest = newest(address, now);
    List<Listing> covering = covering(address, now);
    Optional<Listing> blocking = blocking(covering, newest);
    if (blocking.isPresent()) {
      return new Verdict.Listed(blocking.get().terms());
    }
    return covering.isEmpty() || newest.isEmpty()
        ? new Verdict.NotListed()
        : new Verdict.Exempt(newest.get());
  }

  Explanation explain(long revision, IpAddress address, Instant at) {
    long now = at.toEpochMilli();
    List<Listing> covering = covering(address, now);
    @Nullable Listing decisive =
        blocking(covering, newest(address, now))
            .orElse(covering.isEmpty() ? null : covering.get(0));
    return new Explanation(
        address,
        revision,
        at,
        check(address, now),
        allowing(address),
        exempting(address, now),
        covering,
        decisive);
  }

  /** The listings that apply, in the order in which they answer. */
  List<Listing> covering(IpAddress address, long now) {
    return listings.values().stream()
        .filter(listing -> listing.prefix().contains(address))
        .filter(listing -> listing.terms().appliesAt(now))
        .sorted(
            Comparator.comparing(Listing::prefix, LONGEST_FIRST)
                .thenComparing(listing -> listing.terms().listedAt())
                .thenComparing(listing -> listing.terms().source()))
        .toList();
  }

  private List<Exemption> exempting(IpAddress address, long now) {
    return exemptions.values().stream()
        .filter(exemption -> exemption.prefix().contains(address))
        .filter(exemption -> exemption.appliesAt(now))
        .sorted(Comparator.comparing(Exemption::prefix, LONGEST_FIRST))
        .toList();
  }

  private List<AllowEntry> allowing(IpAddress address) {
    return allowed.values().stream()
        .filter(entry -> entry.prefix().contains(address))
        .sorted(Comparator.comparing(AllowEntry::prefix, LONGEST_FIRST))
        .toList();
  }

  /** The exemption that counts: the latest cutoff, of equals the most specific. */
  private Optional<Exemption> newest(IpAddress address, long now) {
    return exempting(address, now).stream()
        .max(
            Comparator.comparing(Exemption::evidenceCutoff)
                .thenComparing(exemption -> exemption.prefix().length()));
  }

  /** All that block, in the order in which they answer. */
  List<Verdict.Listed> blocking(IpAddress address, long now) {
    if (!allowing(address).isEmpty()) {
      return List.of();
    }
    Optional<Exemption> newest = newest(address, now);
    return covering(address, now).stream()
        .filter(listing -> newest.isEmpty() || !newest.get().answers(listing.terms()))
        .map(listing -> new Verdict.Listed(listing.terms()))
        .toList();
  }

  private static Optional<Listing> blocking(List<Listing> covering, Optional<Exemption> newest) {
    return covering.stream()
        .filter(
            listing ->
                newest.isEmpty()
                    || listing.terms().evidenceAt().isAfter(newest.get().evidenceCutoff()))
        .findFirst();
  }

  /** How many prefixes are listed, exempt and allowed. */
  List<Long> counts() {
    long listed = listings.keySet().stream().map(Key::prefix).distinct().count();
    return List.of(listed, (long) exemptions.size(), (long) allowed.size());
  }

  List<IpPrefix> prefixes() {
    return Stream.of(
            listings.values().stream().map(Listing::prefix),
            exemptions.keySet().stream(),
            allowed.keySet().stream())
        .flatMap(prefixes -> prefixes)
        .distinct()
        .toList();
  }
}
