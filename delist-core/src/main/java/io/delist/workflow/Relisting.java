package io.delist.workflow;

import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.request.ListingEvent;
import io.delist.request.ListingState;
import io.delist.request.RequestEvent;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Transaction;
import io.delist.trie.PrefixTrie;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  static void settle(Transaction transaction, List<Listing> made, DelistPolicy policy) {
    if (made.isEmpty()) {
      return;
    }
    PrefixTrie prefixes = prefixes(made);
    for (Exemption exemption : near(transaction, made)) {
      undoing(prefixes, made, exemption)
          .ifPresent(listing -> relist(transaction, exemption, listing, policy));
    }
  }

  /** The prefixes of the listings, each with its place in the list, counted from 1. */
  static PrefixTrie prefixes(List<Listing> made) {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < made.size(); i++) {
      editor.put(made.get(i).prefix(), i + 1);
    }
    return editor.build();
  }

  /** The exemptions that the listings may touch: asked for one by one if those are few. */
  private static Set<Exemption> near(Transaction transaction, List<Listing> made) {
    Stream<Exemption> exemptions =
        made.size() > FEW
            ? exemptions(transaction)
            : made.stream()
                .flatMap(listing -> transaction.list().exemptionsWithin(listing.prefix()).stream());
    return exemptions.collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All exemptions. */
  static Stream<Exemption> exemptions(Transaction transaction) {
    return EVERYTHING.stream().flatMap(all -> transaction.list().exemptionsWithin(all).stream());
  }

  private static Optional<Listing> undoing(
      PrefixTrie prefixes, List<Listing> made, Exemption exemption) {
    List<Listing> covering = new ArrayList<>();
    prefixes.forEachCovering(
        exemption.prefix(), (prefix, handle) -> covering.add(made.get(handle - 1)));
    return covering.stream().filter(listing -> !exemption.answers(listing.terms())).findFirst();
  }

  private static void relist(
      Transaction transaction, Exemption exemption, Listing listing, DelistPolicy policy) {
    ListingTerms terms = listing.terms();
    ListingEvent reported =
        new ListingEvent.Reported(terms.evidenceAt(), exemption.evidenceCutoff());
    RequestLedger requests = new RequestLedger(policy);
    ListingLedger listings = new ListingLedger(policy);
    Set<IpAddress> struck = new HashSet<>();
    List<DelistRequest> delisted =
        transaction.requests().within(exemption.prefix(), DELISTED, MOST_REQUESTS);
    for (DelistRequest request : delisted) {
      if (isAnswered(transaction, request, terms)) {
        continue;
      }
      String actor = terms.source().name();
      requests
          .move(
              transaction,
              request,
              new RequestEvent.Relisted(),
              actor,
              "listed again by " + listing.prefix() + ", evidence of " + terms.evidenceAt())
          .filter(undone -> struck.add(undone.address()))
          .ifPresent(
              undone -> listings.move(transaction, undone, ListingState.REMOVED, reported, actor));
    }
  }

  /** Whether another exemption, of a range around it, still keeps the address off the list. */
  private static boolean isAnswered(
      Transaction transaction, DelistRequest request, ListingTerms terms) {
    long now = transaction.now().toEpochMilli();
    return transaction.list().exemptionsCovering(request.address().toPrefix()).stream()
        .anyMatch(exemption -> exemption.appliesAt(now) && exemption.answers(terms));
  }
}
