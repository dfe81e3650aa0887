package io.delist.workflow;

import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.net.IpPrefix;
import io.delist.store.Transaction;
import io.delist.trie.PrefixTrie;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the exemption that a delisting grants. */
final class Exemptions {

  private Exemptions() {}

  /**
   * An exemption as of now. It lasts as long as the last of the listings that it answers and the
   * policy's time on top; if one of those has no end it has none either, or old evidence would list
   * the address again one day.
   */
  static Exemption grant(Transaction transaction, IpPrefix prefix, DelistPolicy policy) {
    List<Listing> covering = transaction.list().listingsCovering(prefix);
    return new Exemption(
        prefix, cutoff(covering, transaction.now()), end(covering, transaction.now(), policy));
  }

  /** Not before the evidence that it answers, should the clock that listed have been ahead. */
  private static Instant cutoff(List<Listing> covering, Instant now) {
    return covering.stream()
        .map(listing -> listing.terms().evidenceAt())
        .filter(evidenceAt -> evidenceAt.isAfter(now))
        .max(Comparator.naturalOrder())
        .orElse(now);
  }

  /**
   * The exemptions that a listing now to be made falls under and would outlast, each with a later
   * end: otherwise its old evidence would block once they have ended. Also those that have ended
   * already, whose rows stay: evidence that is not newer than a delisting never lists again.
   */
  static List<Change> prolongedBy(Transaction transaction, Listing listing, DelistPolicy policy) {
    Instant end = end(List.of(listing), transaction.now(), policy);
    return Stream.concat(
            transaction.list().exemptionsCovering(listing.prefix()).stream(),
            transaction.list().exemptionsWithin(listing.prefix()).stream())
        .distinct()
        .filter(exemption -> exemption.answers(listing.terms()))
        .filter(exemption -> endsBefore(exemption, end))
        .<Change>map(
            exemption ->
                new Change.Exempted(
                    new Exemption(exemption.prefix(), exemption.evidenceCutoff(), end)))
        .toList();
  }

  /** The same for all the listings of a reload. */
  static List<Change> prolongedBy(
      Transaction transaction, List<Listing> made, DelistPolicy policy) {
    List<Exemption> ending =
        Relisting.exemptions(transaction)
            .filter(exemption -> exemption.expiresAt() != null)
            .toList();
    if (ending.isEmpty() || made.isEmpty()) {
      return List.of();
    }
    PrefixTrie prefixes = Relisting.prefixes(made);
    return ending.stream()
        .map(exemption -> prolonged(transaction, exemption, made, prefixes, policy))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Change> prolonged(
      Transaction transaction,
      Exemption exemption,
      List<Listing> made,
      PrefixTrie prefixes,
      DelistPolicy policy) {
    Set<Listing> near = new LinkedHashSet<>();
    prefixes.forEachCovering(exemption.prefix(), (at, handle) -> near.add(made.get(handle - 1)));
    prefixes.forEachWithin(exemption.prefix(), (at, handle) -> near.add(made.get(handle - 1)));
    List<Listing> answered =
        near.stream().filter(listing -> exemption.answers(listing.terms())).toList();
    if (answered.isEmpty()) {
      return Optional.empty();
    }
    Instant end = end(answered, transaction.now(), policy);
    return endsBefore(exemption, end)
        ? Optional.of(
            new Change.Exempted(new Exemption(exemption.prefix(), exemption.evidenceCutoff(), end)))
        : Optional.empty();
  }

  private static boolean endsBefore(Exemption exemption, @Nullable Instant end) {
    Instant own = exemption.expiresAt();
    return own != null && (end == null || own.isBefore(end));
  }

  private static @Nullable Instant end(List<Listing> covering, Instant now, DelistPolicy policy) {
    if (covering.stream().anyMatch(listing -> listing.terms().expiresAt() == null)) {
      return null;
    }
    return covering.stream()
        .map(listing -> listing.terms().expiresAt())
        .max(Comparator.nullsFirst(Comparator.naturalOrder()))
        .orElse(now)
        .plus(policy.exemptionAfterListing());
  }
}
