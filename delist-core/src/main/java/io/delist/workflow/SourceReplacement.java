package io.delist.workflow;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import io.delist.blocklist.Change;
import io.delist.blocklist.Guard;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Objection;
import io.delist.blocklist.Source;
import io.delist.feed.FeedContent;
import io.delist.feed.FeedEntries;
import io.delist.feed.FeedEntry;
import io.delist.feed.FeedValue;
import io.delist.net.IpPrefix;
import io.delist.request.ListingState;
import io.delist.store.Transaction;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A source is to list exactly some entries: the guards look at it, and if they let it pass the
 * difference is written, as one revision.
 *
 * @param grounds what is said where the list says nothing
 * @param entries the list, in the order of its prefixes, each once
 * @param allowWide whether wide prefixes are listed
 * @param acceptedFingerprint the list that an operator accepted although a guard held it, or null
 * @param untimeliness says why the list is not to be used at a time, if so
 */
record SourceReplacement(
    ListingDesk.Grounds grounds,
    List<FeedEntry> entries,
    boolean allowWide,
    @Nullable String acceptedFingerprint,
    Function<Instant, Optional<FeedContent.Untimely>> untimeliness) {

  private static final int MOST_WIDE_AUDITED = 1000;

  /**
   * What became of it, and how the list was and is.
   *
   * @param allowed how many entries the allowlist covers
   * @param refused how many the guards that look at one prefix stand against
   * @param passes whether what stands against it passes with time, so that the same list may do
   */
  record Result(
      ListOutcome outcome,
      @Nullable SourceCounts counts,
      int allowed,
      int refused,
      boolean passes) {

    private static Result of(ListOutcome outcome, SourceCounts counts, SourceDiff diff) {
      return new Result(outcome, counts, diff.allowed(), diff.refused(), false);
    }
  }

  /**
   * What was refused of it, in sum, or all of it.
   *
   * @param refusedInFile how many entries the guards passed over when the list was read
   */
  List<ListOutcome.Refused> refused(Result result, int refusedInFile) {
    List<ListOutcome.Refused> refused = new ArrayList<>();
    if (result.outcome() instanceof ListOutcome.Refused no) {
      refused.add(no);
    } else if (result.outcome() instanceof ListOutcome.Held held) {
      String why = "held: " + held.why() + "; list " + held.fingerprint();
      refused.add(new ListOutcome.Refused(why, held.objections().get(0).guard()));
    }
    if (result.allowed() > 0) {
      String why = result.allowed() + " entries passed over, which the allowlist covers";
      refused.add(new ListOutcome.Refused(why, Guard.ALLOWLIST));
    }
    int byOthers = result.refused() + refusedInFile;
    if (byOthers > 0) {
      refused.add(
          new ListOutcome.Refused(byOthers + " entries passed over, which are never listed"));
    }
    return refused;
  }

  static SourceReplacement of(ListingDesk.Grounds grounds, List<IpPrefix> prefixes) {
    List<IpPrefix> sorted = prefixes.stream().distinct().sorted().toList();
    return new SourceReplacement(
        grounds,
        Lists.transform(sorted, prefix -> new FeedEntry(prefix, FeedValue.NONE)),
        false,
        null,
        now -> Optional.empty());
  }

  /** A view: the prefixes alone. */
  static List<IpPrefix> prefixes(List<FeedEntry> entries) {
    return entries instanceof FeedEntries feed
        ? feed.prefixes()
        : Lists.transform(entries, FeedEntry::prefix);
  }

  /** Does it; the transaction has the list's lock. */
  Result in(Transaction transaction, ListingGuard guard, DelistPolicy policy) {
    Optional<FeedContent.Untimely> untimely = untimeliness.apply(transaction.now());
    if (untimely.isPresent()) {
      return new Result(
          new ListOutcome.Refused(untimely.get().why()), null, 0, 0, untimely.get().passes());
    }
    ListingGuard allowing = allowWide ? guard.allowWide() : guard;
    SourceDiff diff = SourceDiff.of(transaction, grounds, entries, allowing);
    SourceCounts counts = diff.counts();
    List<Objection> objections =
        SourceGuards.objections(guard.limits(), grounds.source(), counts, diff);
    String accepted = "";
    if (!objections.isEmpty()) {
      String fingerprint = ListFingerprint.of(prefixes(entries));
      ListOutcome.Held held = new ListOutcome.Held(objections, counts, fingerprint);
      if (!fingerprint.equals(acceptedFingerprint)) {
        return Result.of(held, counts, diff);
      }
      accepted = fingerprint + ": " + held.why();
    }
    return Result.of(write(transaction, guard, policy, diff, counts, accepted), counts, diff);
  }

  private ListOutcome write(
      Transaction transaction,
      ListingGuard guard,
      DelistPolicy policy,
      SourceDiff diff,
      SourceCounts counts,
      String accepted) {
    List<Listing> added = diff.added();
    List<Listing> made = new Joined<>(added, diff.renewed());
    List<Change> others = diff.otherChanges();
    others.addAll(Exemptions.prolongedBy(transaction, made, policy));
    List<Change> changes = new Joined<>(others, Lists.transform(added, Change.Listed::new));
    ListingBook book = open(transaction, policy, diff, added);
    long revision = transaction.list().apply(changes);
    if (!accepted.isEmpty()) {
      audit(transaction, Source.OPERATOR.name(), "accept-reload", null, revision, accepted);
    }
    if (!changes.isEmpty()) {
      String source = grounds.source().name();
      audit(transaction, source, "replace", null, revision, diff.summary(counts));
      Iterables.limit(Iterables.filter(added, at -> guard.isWide(at.prefix())), MOST_WIDE_AUDITED)
          .forEach(wide -> audit(transaction, source, "allow-wide", wide.prefix(), revision, ""));
      List<Listing> news = new Joined<>(added, diff.newEvidence());
      Relisting.settle(transaction, news, policy);
      book.close(source, revision);
      if (touched(diff, added) > ListingBook.MOST_BOOKED) {
        long begun = (long) added.size() + diff.revived().size();
        book.sum(source, ListingState.ACTIVE, begun, revision, source);
        book.sum(source, ListingState.PURGED, counts.removed(), revision, source);
      }
    }
    return new ListOutcome.Done(revision, changes.size());
  }

  /** How many prefixes may begin to block, or cease to. */
  private static long touched(SourceDiff diff, List<Listing> added) {
    return (long) added.size()
        + diff.gone().size()
        + diff.revived().size()
        + diff.newEvidence().size();
  }

  private static ListingBook open(
      Transaction transaction, DelistPolicy policy, SourceDiff diff, List<Listing> added) {
    List<IpPrefix> prefixes = new ArrayList<>();
    if (touched(diff, added) <= ListingBook.MOST_BOOKED) {
      diff.gone().forEach(change -> prefixes.add(change.prefix()));
      for (List<Listing> some : List.of(added, diff.revived(), diff.newEvidence())) {
        some.forEach(listing -> prefixes.add(listing.prefix()));
      }
    }
    return ListingBook.open(transaction, prefixes, policy.requests());
  }

  private static void audit(
      Transaction transaction,
      String actor,
      String action,
      @Nullable IpPrefix prefix,
      long revision,
      String detail) {
    ListingDesk.audit(transaction, actor, action, prefix, revision, detail);
  }

  /** A view of two lists, one after the other, whose elements are made when asked for. */
  private static final class Joined<T> extends AbstractList<T> implements RandomAccess {

    private final List<? extends T> first;
    private final List<? extends T> second;

    Joined(List<? extends T> first, List<? extends T> second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public T get(int index) {
      return index < first.size() ? first.get(index) : second.get(index - first.size());
    }

    @Override
    public int size() {
      return first.size() + second.size();
    }
  }
}
