package io.delist.workflow;

import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.net.IpPrefix;
import io.delist.store.Transaction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
   * end: otherwise its old evidence would block once they have ended.
   */
  static List<Change> prolongedBy(Transaction transaction, Listing listing, DelistPolicy policy) {
    Instant end = end(List.of(listing), transaction.now(), policy);
    return Stream.concat(
            transaction.list().exemptionsCovering(listing.prefix()).stream(),
            transaction.list().exemptionsWithin(listing.prefix()).stream())
        .distinct()
        .filter(exemption -> exemption.appliesAt(transaction.now().toEpochMilli()))
        .filter(exemption -> exemption.answers(listing.terms()))
        .filter(exemption -> endsBefore(exemption, end))
        .<Change>map(
            exemption ->
                new Change.Exempted(
                    new Exemption(exemption.prefix(), exemption.evidenceCutoff(), end)))
        .toList();
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
