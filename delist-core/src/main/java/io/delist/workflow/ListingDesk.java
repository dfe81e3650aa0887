package io.delist.workflow;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Guard;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.Objection;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.Store;
import io.delist.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The side of operators, detectors and feeds: list, take off, allow, replace a source. Every verb
 * is one transaction with one revision and one audit row, with further rows for the listings that
 * begin or end by it ({@code listing.ACTIVE}, {@code listing.PURGED}).
 *
 * <p>What a guard objects to changes nothing, and the audit log has the refusal: who, what, the
 * guard and why; the same one the first time within an hour, the tenth, the hundredth and so on.
 *
 * <p><b>Threads:</b> safe. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is
 * away; nothing of the call then stands. What a guard refuses without asking the store is refused
 * then too, and its audit row is missing: a refusal never throws because of the row.
 */
public final class ListingDesk {

  private final Store store;
  private final ListingGuard guard;
  private final DelistPolicy policy;
  private final RefusedListings refused;

  public ListingDesk(Store store, ListingGuard guard, DelistPolicy policy) {
    this.store = store;
    this.guard = guard;
    this.policy = policy;
    this.refused = new RefusedListings(store);
  }

  /**
   * What is to be said of a listing.
   *
   * @param source who lists
   * @param reasonCode the code of the refusal
   * @param reason what is published about it
   * @param evidenceAt when the evidence was seen, or null for now; only evidence newer than a
   *     delisting undoes it
   * @param life how long it lasts, or null for until it is taken off; the entry of a list lasts so
   *     long after the last list that had it, or up to a tenth less: the end is written anew only
   *     when a tenth has passed. Where a {@link FeedKeeper} finds the list unchanged, the list
   *     still has it: it lasts so long after that look, or up to a fifth less
   */
  public record Grounds(
      Source source,
      ReasonCode reasonCode,
      String reason,
      @Nullable Instant evidenceAt,
      @Nullable Duration life) {

    public Grounds {
      if (life != null && (life.isNegative() || life.isZero())) {
        throw new IllegalArgumentException(
            "a listing's life " + life + " must be longer than zero");
      }
    }

    /**
     * @param evidenceNow the time for evidence that is seen now
     */
    ListingTerms termsAt(Instant now, Instant evidenceNow) {
      Instant seen = evidenceAt == null || evidenceAt.isAfter(now) ? evidenceNow : evidenceAt;
      return new ListingTerms(
          source, reasonCode, reason, now, seen, life == null ? null : now.plus(life));
    }
  }

  /**
   * Lists a prefix. Evidence that is not newer than a delisting in it does not undo that; a report
   * of the same source with older evidence than it gave before takes nothing back.
   */
  public ListOutcome list(IpPrefix prefix, Grounds grounds) {
    return list(prefix, grounds, guard, "list");
  }

  /**
   * The override of the guard {@code shortest-prefix}: lists a prefix that is between its two
   * limits as well. The audit log has it as {@code list-wide}.
   */
  public ListOutcome listWide(IpPrefix prefix, Grounds grounds) {
    return list(prefix, grounds, guard.allowWide(), guard.isWide(prefix) ? "list-wide" : "list");
  }

  private ListOutcome list(IpPrefix prefix, Grounds grounds, ListingGuard allowing, String action) {
    return booked(
        grounds.source().name(),
        action,
        prefix,
        allowing
            .judge(prefix)
            .or(() -> guard.canaryWithin(prefix))
            .<ListOutcome>map(ListOutcome.Refused::by)
            .orElseGet(() -> change(transaction -> list(transaction, prefix, grounds, action))));
  }

  /** Writes a refusal into the audit log. */
  private ListOutcome booked(String actor, String action, IpPrefix prefix, ListOutcome outcome) {
    if (outcome instanceof ListOutcome.Refused no) {
      refused.book(actor, action, prefix, no.guard(), no.why());
    }
    return outcome;
  }

  private ListOutcome list(
      Transaction transaction, IpPrefix prefix, Grounds grounds, String action) {
    Optional<AllowEntry> allowed = allowOverlap(transaction, prefix);
    if (allowed.isPresent()) {
      String by = allowed.get().prefix().toString();
      return ListOutcome.Refused.by(
          new Objection(
              Guard.ALLOWLIST,
              "prefix "
                  + prefix
                  + " is covered by "
                  + by
                  + " of the allowlist; take that off first"));
    }
    ListingBook book = ListingBook.open(transaction, List.of(prefix), policy.requests());
    ListingTerms terms = grounds.termsAt(transaction.now(), Evidence.now(transaction, prefix));
    Listing listing = new Listing(prefix, Evidence.merged(transaction, prefix, terms));
    List<Change> changes = new ArrayList<>(List.of(new Change.Listed(listing)));
    changes.addAll(Exemptions.prolongedBy(transaction, listing, policy));
    long revision = transaction.list().apply(changes);
    audit(transaction, grounds.source().name(), action, prefix, revision, grounds.reason());
    Relisting.settle(transaction, List.of(listing), policy);
    book.close(grounds.source().name(), revision);
    return new ListOutcome.Done(revision, 1);
  }

  private static Optional<AllowEntry> allowOverlap(Transaction transaction, IpPrefix prefix) {
    return transaction.list().allowedCovering(prefix).stream().findFirst();
  }

  /**
   * Takes a prefix off by an operator's word: an operator's own listing of it goes, and what others
   * still list is answered by an exemption, so that a feed's next reload does not bring it back. A
   * range with listings of their own inside is refused, and they are named.
   */
  public ListOutcome takeOff(IpPrefix prefix) {
    String operator = Source.OPERATOR.name();
    return booked(
        operator,
        "take-off",
        prefix,
        change(transaction -> takeOff(transaction, prefix, operator)));
  }

  private ListOutcome takeOff(Transaction transaction, IpPrefix prefix, String operator) {
    ListingBook book = ListingBook.open(transaction, List.of(prefix), policy.requests());
    boolean blocked = book.isBlocked(prefix);
    TakeOff takeOff = TakeOff.of(transaction, prefix, policy);
    if (takeOff.objection().isPresent()) {
      return takeOff.objection().get();
    }
    ListOutcome.Done done = done(transaction, operator, "take-off", prefix, takeOff.changes());
    if (blocked) {
      book.purged(operator, prefix, done.revision());
    }
    return done;
  }

  /** Puts a prefix on the allowlist: it is not blocked from now on, whatever lists it. */
  public ListOutcome allow(AllowEntry entry) {
    return booked(
        Source.OPERATOR.name(),
        "allow",
        entry.prefix(),
        guard
            .objectionToAllowing(entry.prefix())
            .<ListOutcome>map(ListOutcome.Refused::new)
            .orElseGet(() -> write(entry)));
  }

  private ListOutcome write(AllowEntry entry) {
    return change(
        transaction ->
            done(
                transaction,
                Source.OPERATOR.name(),
                "allow",
                entry.prefix(),
                List.of(new Change.Allowed(entry))));
  }

  /**
   * Takes a prefix off the allowlist; what lists it blocks it again. Entries of a list that were
   * passed over because of it are not listed: they are when that list is loaded again, as its bytes
   * have changed or the process starts.
   */
  public ListOutcome disallow(IpPrefix prefix) {
    return change(
        transaction ->
            done(
                transaction,
                Source.OPERATOR.name(),
                "disallow",
                prefix,
                List.of(new Change.Disallowed(prefix))));
  }

  /**
   * Makes a source list exactly these prefixes. What it lists already keeps its times of listing
   * and of evidence, also where code or reason are new; only the difference is written. What the
   * guards that look at one prefix object to is passed over, and so is what the allowlist covers.
   *
   * @param prefixes what it lists, all of it
   * @return {@link ListOutcome.Held} if a guard that looks at whole lists stands against it
   */
  public ListOutcome replace(Grounds grounds, List<IpPrefix> prefixes) {
    return replace(SourceReplacement.of(grounds, prefixes), 0).outcome();
  }

  /** {@link #replace(SourceReplacement, int)} by a list of which nothing was passed over. */
  SourceReplacement.Result replace(SourceReplacement replacement) {
    return replace(replacement, 0);
  }

  /**
   * What became of a replacement, with the counts for a report.
   *
   * @param refusedInFile how many entries the guards passed over when the list was read
   */
  SourceReplacement.Result replace(SourceReplacement replacement, int refusedInFile) {
    SourceReplacement.Result result =
        store.write(
            transaction -> {
              transaction.list().lock();
              return replacement.in(transaction, guard, policy);
            });
    replacement
        .refused(result, refusedInFile)
        .forEach(no -> bookRefused(replacement.grounds().source(), no));
    return result;
  }

  private void bookRefused(Source source, ListOutcome.Refused no) {
    refused.book(source.name(), "replace", null, no.guard(), no.why());
  }

  /**
   * Takes off everything that a source lists, as is due when a feed is given up. No guard holds it:
   * it is done on an operator's explicit word.
   */
  public ListOutcome takeOffAllOf(Source source) {
    return change(transaction -> SourceTakeOff.in(transaction, source, policy));
  }

  private ListOutcome change(Function<Transaction, ListOutcome> work) {
    return store.write(
        transaction -> {
          transaction.list().lock();
          return work.apply(transaction);
        });
  }

  private static ListOutcome.Done done(
      Transaction transaction, String actor, String action, IpPrefix prefix, List<Change> changes) {
    long revision = transaction.list().apply(changes);
    audit(transaction, actor, action, prefix, revision, "");
    return new ListOutcome.Done(revision, changes.size());
  }

  static void audit(
      Transaction transaction,
      String actor,
      String action,
      @Nullable IpPrefix prefix,
      long revision,
      String detail) {
    transaction
        .audit()
        .append(new AuditEntry(transaction.now(), actor, action, null, prefix, revision, detail));
  }
}
