package io.delist.workflow;

import io.delist.blocklist.Change;
import io.delist.blocklist.CoveredSpace;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.Source;
import io.delist.feed.FeedEntry;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.Transaction;
import io.delist.trie.PrefixTrie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to change for a source to list exactly some entries: what is new, what is gone and what
 * is said otherwise, and nothing else.
 *
 * <p>Entries whose time is over stay in the store, where they block nobody, until a list comes that
 * has others and does not name them: what a source listed last is what the next list is compared
 * with.
 *
 * <p><b>Cost:</b> one pass over what the source lists, each looked for among the entries, which are
 * sorted. Two bits an entry are kept, 8 bytes for each IPv4 prefix that was listed, and what
 * changes among those that are listed; the listings that are new are made when they are asked for.
 */
final class SourceDiff {

  /** So much at most are the clocks of processes apart that are set at all. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final Source source;
  private final List<FeedEntry> entries;
  private final List<IpPrefix> prefixes;
  private final EntryTerms terms;
  private final BitSet wanted;
  private final BitSet seen = new BitSet();
  private final List<Change> gone = new ArrayList<>();
  private final List<Listing> renewed = new ArrayList<>();
  private final List<Listing> newEvidence = new ArrayList<>();
  private final List<Listing> revived = new ArrayList<>();
  private final CoveredSpace spaceBefore = CoveredSpace.inAnyOrder();
  private final CoveredSpace spaceAfter = CoveredSpace.inOrder();
  private final long nowMillis;
  private long before;
  private long expired;
  private long removed;
  private int allowed;
  private int refused;

  private SourceDiff(
      Transaction transaction, ListingDesk.Grounds grounds, List<FeedEntry> entries) {
    this.source = grounds.source();
    this.entries = entries;
    this.prefixes = SourceReplacement.prefixes(entries);
    this.nowMillis = transaction.now().toEpochMilli();
    this.wanted = new BitSet(entries.size());
    this.terms =
        new EntryTerms(
            grounds, transaction.now(), Evidence.after(transaction.now(), recent(transaction)));
  }

  /**
   * Exemptions that new evidence has to come after, whatever the clocks say. One whose cutoff lies
   * further ahead comes of a clock that was wrong; it is its own prefix's affair, and must not put
   * the evidence of a whole list into the future.
   */
  private static Stream<Exemption> recent(Transaction transaction) {
    Instant latest = transaction.now().plus(CLOCKS_DIFFER);
    return Relisting.exemptions(transaction)
        .filter(exemption -> !exemption.evidenceCutoff().isAfter(latest));
  }

  /**
   * @param entries in the order of their prefixes, each once
   */
  static SourceDiff of(
      Transaction transaction,
      ListingDesk.Grounds grounds,
      List<FeedEntry> entries,
      ListingGuard guard) {
    SourceDiff diff = new SourceDiff(transaction, grounds, entries);
    diff.want(guard, allowlist(transaction));
    transaction.list().readListings(diff.source, diff::compare);
    return diff;
  }

  private static PrefixTrie allowlist(Transaction transaction) {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    transaction.list().allowlist().forEach(entry -> editor.put(entry.prefix(), 1));
    return editor.build();
  }

  private void want(ListingGuard guard, PrefixTrie allowlist) {
    for (int i = 0; i < entries.size(); i++) {
      FeedEntry entry = entries.get(i);
      IpPrefix prefix = entry.prefix();
      if (terms.isOver(entry.value())) {
        continue;
      }
      if (!guard.admits(prefix)) {
        refused++;
      } else if (isCovered(allowlist, prefix)) {
        allowed++;
      } else {
        wanted.set(i);
        spaceAfter.add(prefix);
      }
    }
  }

  private static boolean isCovered(PrefixTrie allowlist, IpPrefix prefix) {
    if (allowlist.size() == 0 || allowlist.lookup(prefix.first()) == PrefixTrie.NONE) {
      return false;
    }
    boolean[] covered = {false};
    allowlist.forEachCovering(prefix, (by, handle) -> covered[0] = true);
    return covered[0];
  }

  private void compare(Listing listing) {
    boolean living = listing.terms().appliesAt(nowMillis);
    before++;
    expired += living ? 0 : 1;
    spaceBefore.add(listing.prefix());
    int at = Collections.binarySearch(prefixes, listing.prefix());
    if (at < 0 || !wanted.get(at)) {
      boolean named = at >= 0 || wanted.isEmpty();
      if (living || !named) {
        gone.add(new Change.Unlisted(listing.prefix(), source));
      }
      removed += living ? 1 : 0;
      return;
    }
    seen.set(at);
    ListingTerms next = terms.renewed(listing.terms(), entries.get(at).value());
    if (!next.equals(listing.terms())) {
      Listing again = new Listing(listing.prefix(), next);
      renewed.add(again);
      if (!living) {
        revived.add(again);
      }
      if (next.evidenceAt().isAfter(listing.terms().evidenceAt())) {
        newEvidence.add(again);
      }
    }
  }

  /** The listings that the source does not have yet, in order. */
  List<Listing> added() {
    BitSet missing = (BitSet) wanted.clone();
    missing.andNot(seen);
    int[] indexes = missing.stream().toArray();
    return new AddedListings(entries, indexes, terms);
  }

  /** All changes but the new listings, whose number is that of entries that are listed now. */
  List<Change> otherChanges() {
    List<Change> others = new ArrayList<>(gone);
    renewed.forEach(listing -> others.add(new Change.Listed(listing)));
    return others;
  }

  /** Listings with other terms, those with newer evidence among them. */
  List<Listing> renewed() {
    return renewed;
  }

  /** Those that the source had, with newer evidence. */
  List<Listing> newEvidence() {
    return newEvidence;
  }

  /** Those that the source had, whose time was over. */
  List<Listing> revived() {
    return revived;
  }

  /** What the source does not list any more, expired ones included. */
  List<Change> gone() {
    return gone;
  }

  /** How many entries the allowlist covers. */
  int allowed() {
    return allowed;
  }

  /** How many entries the guards that look at one prefix stand against. */
  int refused() {
    return refused;
  }

  /** The longest prefix that the source is to list and that covers the address. */
  Optional<IpPrefix> wantedCovering(IpAddress address) {
    for (int length = address.lengthBits(); length > 0; length--) {
      int at = Collections.binarySearch(prefixes, address.prefix(length));
      if (at >= 0 && wanted.get(at)) {
        return Optional.of(prefixes.get(at));
      }
    }
    return Optional.empty();
  }

  SourceCounts counts() {
    long after = wanted.cardinality();
    return new SourceCounts(
        before,
        expired,
        after,
        after - seen.cardinality(),
        removed,
        spaceBefore.total(),
        spaceAfter.total());
  }

  String summary(SourceCounts counts) {
    return counts.added()
        + " listed, "
        + gone.size()
        + " taken off, "
        + renewed.size()
        + " with other terms, "
        + allowed
        + " passed over as the allowlist covers them, "
        + refused
        + " by other guards";
  }
}
