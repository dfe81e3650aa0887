package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The oracle: plain maps, every question answered by a scan, the precedence written out as in the
 * documentation.
 */
final class ScannedList {

  private record Key(IpPrefix prefix, Source source) {}

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

  Verdict check(IpAddress address, long now) {
    Optional<AllowEntry> allow =
        allowed.values().stream()
            .filter(entry -> entry.prefix().contains(address))
            .max(Comparator.comparing(entry -> entry.prefix().length()));
    if (allow.isPresent()) {
      return new Verdict.Allowed(allow.get());
    }
    List<Listing> covering = covering(address, now);
    Optional<Exemption> newest =
        exemptions.values().stream()
            .filter(exemption -> exemption.prefix().contains(address))
            .filter(exemption -> exemption.appliesAt(now))
            .max(
                Comparator.comparing(Exemption::evidenceCutoff)
                    .thenComparing(exemption -> exemption.prefix().length()));
    Optional<Listing> blocking =
        covering.stream()
            .filter(
                l ->
                    newest.isEmpty()
                        || l.terms().evidenceAt().isAfter(newest.get().evidenceCutoff()))
            .findFirst();
    if (blocking.isPresent()) {
      return new Verdict.Listed(blocking.get().terms());
    }
    return covering.isEmpty() || newest.isEmpty()
        ? new Verdict.NotListed()
        : new Verdict.Exempt(newest.get());
  }

  /** The listings that apply, in the order in which they answer. */
  List<Listing> covering(IpAddress address, long now) {
    return listings.values().stream()
        .filter(listing -> listing.prefix().contains(address))
        .filter(listing -> listing.terms().appliesAt(now))
        .sorted(
            Comparator.comparing((Listing listing) -> -listing.prefix().length())
                .thenComparing(listing -> listing.terms().listedAt())
                .thenComparing(listing -> listing.terms().source()))
        .toList();
  }

  List<IpPrefix> prefixes() {
    return java.util.stream.Stream.of(
            listings.values().stream().map(Listing::prefix),
            exemptions.keySet().stream(),
            allowed.keySet().stream())
        .flatMap(s -> s)
        .distinct()
        .toList();
  }
}
