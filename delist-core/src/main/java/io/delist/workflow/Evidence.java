package io.delist.workflow;

import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.net.IpPrefix;
import io.delist.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is newer than what. Processes that share a store have clocks that differ by a little, and a
 * transaction may have waited for the list's lock since it looked at its own: who comes later in
 * the order of revisions is later, whatever the clocks say.
 */
final class Evidence {

  private static final Duration TICK = Duration.ofMillis(1);

  private Evidence() {}

  /** A time for evidence seen now: after every delisting so far within or around the prefix. */
  static Instant now(Transaction transaction, IpPrefix prefix) {
    return after(
        transaction.now(),
        Stream.concat(
            transaction.list().exemptionsCovering(prefix).stream(),
            transaction.list().exemptionsWithin(prefix).stream()));
  }

  /** The later of the time and a tick after the last of the exemptions' cutoffs. */
  static Instant after(Instant now, Stream<Exemption> exemptions) {
    return exemptions
        .map(exemption -> exemption.evidenceCutoff().plus(TICK))
        .filter(instant -> instant.isAfter(now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  /**
   * The terms as they are to be written, given what the same source says of the prefix already: a
   * report that rests on older evidence takes nothing back of what a newer one said.
   */
  static ListingTerms merged(Transaction transaction, IpPrefix prefix, ListingTerms next) {
    Optional<ListingTerms> present =
        transaction.list().listingsCovering(prefix).stream()
            .filter(listing -> listing.prefix().equals(prefix))
            .map(Listing::terms)
            .filter(terms -> terms.source().equals(next.source()))
            .filter(terms -> terms.appliesAt(transaction.now().toEpochMilli()))
            .filter(terms -> terms.evidenceAt().isAfter(next.evidenceAt()))
            .findFirst();
    return present.map(newer -> newer.reportedAgain(next)).orElse(next);
  }
}
