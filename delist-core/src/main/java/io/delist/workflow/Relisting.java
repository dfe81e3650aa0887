package io.delist.workflow;

import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.net.IpPrefix;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Transaction;
import io.delist.trie.PrefixTrie;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the requests that new listings undo: those whose address is covered by a listing with
 * evidence newer than its exemption's cutoff.
 */
final class Relisting {

  private static final List<IpPrefix> EVERYTHING =
      List.of(IpPrefix.parse("0.0.0.0/0"), IpPrefix.parse("::/0"));
  private static final List<RequestState> DELISTED =
      List.of(RequestState.REMOVING, RequestState.REMOVED);
  private static final int MOST_REQUESTS = 1_000;
  private static final int FEW = 32;

  private Relisting() {}

  /** Moves the requests on that these listings, just made, undo. */
  static void settle(Transaction transaction, List<Listing> made) {
    if (made.isEmpty()) {
      return;
    }
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < made.size(); i++) {
      editor.put(made.get(i).prefix(), i + 1);
    }
    PrefixTrie prefixes = editor.build();
    for (Exemption exemption : near(transaction, made)) {
      undoing(prefixes, made, exemption)
          .ifPresent(listing -> relist(transaction, exemption, listing));
    }
  }

  /** The exemptions that the listings may touch: asked for one by one if those are few. */
  private static Set<Exemption> near(Transaction transaction, List<Listing> made) {
    List<IpPrefix> ranges =
        made.size() > FEW ? EVERYTHING : made.stream().map(Listing::prefix).toList();
    Set<Exemption> exemptions = new LinkedHashSet<>();
    ranges.forEach(range -> exemptions.addAll(transaction.list().exemptionsWithin(range)));
    return exemptions;
  }

  private static Optional<Listing> undoing(
      PrefixTrie prefixes, List<Listing> made, Exemption exemption) {
    List<Listing> covering = new ArrayList<>();
    prefixes.forEachCovering(
        exemption.prefix(), (prefix, handle) -> covering.add(made.get(handle - 1)));
    return covering.stream().filter(listing -> !exemption.answers(listing.terms())).findFirst();
  }

  private static void relist(Transaction transaction, Exemption exemption, Listing listing) {
    ListingTerms terms = listing.terms();
    List<DelistRequest> undone =
        transaction.requests().within(exemption.prefix(), DELISTED, MOST_REQUESTS);
    for (DelistRequest request : undone) {
      RequestLedger.move(
          transaction,
          request,
          new RequestEvent.Relisted(),
          terms.source().name(),
          "listed again by " + listing.prefix() + ", evidence of " + terms.evidenceAt());
    }
  }
}
