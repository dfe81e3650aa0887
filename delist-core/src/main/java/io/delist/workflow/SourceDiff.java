package io.delist.workflow;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.net.IpPrefix;
import io.delist.store.Transaction;
import io.delist.trie.PrefixTrie;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to change for a source to list exactly some prefixes.
 *
 * @param changes all of it, in order
 * @param listed the listings that are made anew, those whose terms alone change not among them
 * @param unlisted how many are taken off
 * @param allowed how many are passed over because the allowlist covers them
 */
record SourceDiff(List<Change> changes, List<Listing> listed, int unlisted, int allowed) {

  String summary() {
    return listed.size()
        + " listed, "
        + unlisted
        + " taken off, "
        + allowed
        + " passed over as the allowlist covers them";
  }

  static SourceDiff of(
      Transaction transaction, ListingDesk.Grounds grounds, List<IpPrefix> prefixes) {
    ListingTerms terms =
        grounds.termsAt(
            transaction.now(),
            Evidence.after(transaction.now(), Relisting.exemptions(transaction)));
    Set<IpPrefix> missing = new HashSet<>(prefixes);
    int given = missing.size();
    dropAllowed(missing, transaction.list().allowlist());
    int allowed = given - missing.size();
    List<Change> changes = new ArrayList<>();
    int[] unlisted = {0};
    Set<IpPrefix> wanted = Set.copyOf(missing);
    transaction
        .list()
        .readListings(
            grounds.source(),
            listing -> {
              if (!wanted.contains(listing.prefix())) {
                changes.add(new Change.Unlisted(listing.prefix(), grounds.source()));
                unlisted[0]++;
              } else {
                missing.remove(listing.prefix());
                if (!saysTheSame(listing.terms(), terms)) {
                  changes.add(new Change.Listed(renewed(listing, terms)));
                }
              }
            });
    List<Listing> listed = missing.stream().sorted().map(p -> new Listing(p, terms)).toList();
    listed.forEach(listing -> changes.add(new Change.Listed(listing)));
    return new SourceDiff(changes, listed, unlisted[0], allowed);
  }

  private static void dropAllowed(Set<IpPrefix> prefixes, List<AllowEntry> allowlist) {
    if (allowlist.isEmpty()) {
      return;
    }
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    allowlist.forEach(entry -> editor.put(entry.prefix(), 1));
    PrefixTrie allowed = editor.build();
    prefixes.removeIf(
        prefix -> {
          boolean[] covered = {false};
          allowed.forEachCovering(prefix, (by, handle) -> covered[0] = true);
          return covered[0];
        });
  }

  /** What is said is new, but not the evidence: it must not undo a delisting. */
  private static Listing renewed(Listing listing, ListingTerms terms) {
    return new Listing(listing.prefix(), terms.restingOn(listing.terms()));
  }

  /** Whether a listing need not be written again; one with an end is renewed each time. */
  private static boolean saysTheSame(ListingTerms now, ListingTerms next) {
    return now.reasonCode().equals(next.reasonCode())
        && now.reason().equals(next.reason())
        && now.expiresAt() == null
        && next.expiresAt() == null;
  }
}
