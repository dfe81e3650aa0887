package io.delist.workflow;

import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an operator's word to take a prefix off changes: an operator's own listing of it goes, and
 * what others still list is answered by an exemption. An exemption of a range would answer for
 * every listing inside it as well, so it is refused while there are some.
 */
record TakeOff(List<Change> changes, Optional<ListOutcome> objection) {

  private static final int MOST_NAMED = 5;

  static TakeOff of(Transaction transaction, IpPrefix prefix, DelistPolicy policy) {
    long now = transaction.now().toEpochMilli();
    List<Listing> covering =
        transaction.list().listingsCovering(prefix).stream()
            .filter(listing -> listing.terms().appliesAt(now))
            .toList();
    if (covering.isEmpty()) {
      return objecting(new ListOutcome.NotListed("nothing that covers " + prefix + " is listed"));
    }
    List<Change> changes = new ArrayList<>();
    if (covering.stream().anyMatch(listing -> isOperatorsOwn(listing, prefix))) {
      changes.add(new Change.Unlisted(prefix, Source.OPERATOR));
    }
    if (covering.stream().allMatch(listing -> isOperatorsOwn(listing, prefix))) {
      return new TakeOff(changes, Optional.empty());
    }
    List<String> inside = inside(transaction, prefix);
    if (!inside.isEmpty()) {
      return objecting(
          new ListOutcome.Refused(
              "an exemption of "
                  + prefix
                  + " would also take off what is listed inside it: "
                  + String.join(", ", inside)
                  + "; take the feed's entry off at its source, or single addresses here"));
    }
    changes.add(new Change.Exempted(Exemptions.grant(transaction, prefix, policy)));
    return new TakeOff(changes, Optional.empty());
  }

  private static TakeOff objecting(ListOutcome outcome) {
    return new TakeOff(List.of(), Optional.of(outcome));
  }

  private static boolean isOperatorsOwn(Listing listing, IpPrefix prefix) {
    return listing.prefix().equals(prefix) && listing.terms().source().equals(Source.OPERATOR);
  }

  /** Reads the whole list: an operator's rare question, and never asked for one address. */
  private static List<String> inside(Transaction transaction, IpPrefix prefix) {
    List<String> inside = new ArrayList<>();
    if (!prefix.isSingle()) {
      transaction
          .list()
          .readState(
              change -> {
                if (change instanceof Change.Listed listed
                    && inside.size() < MOST_NAMED
                    && prefix.contains(change.prefix())
                    && !prefix.equals(change.prefix())) {
                  inside.add(change.prefix() + " (" + listed.listing().terms().source() + ")");
                }
              });
    }
    return inside;
  }
}
