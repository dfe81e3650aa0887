package io.delist.workflow;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ListingTerms;
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
 * is one transaction with one revision and one audit row; what the guard objects to changes
 * nothing.
 *
 * <p><b>Threads:</b> safe. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is
 * away; nothing of the call then stands.
 */
public final class ListingDesk {

  private final Store store;
  private final ListingGuard guard;
  private final DelistPolicy policy;

  public ListingDesk(Store store, ListingGuard guard, DelistPolicy policy) {
    this.store = store;
    this.guard = guard;
    this.policy = policy;
  }

  /**
   * What is to be said of a listing.
   *
   * @param source who lists
   * @param reasonCode the code of the refusal
   * @param reason what is published about it
   * @param evidenceAt when the evidence was seen, or null for now; only evidence newer than a
   *     delisting undoes it
   * @param life how long it lasts, or null for until it is taken off
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
    return guard
        .objectionTo(prefix)
        .<ListOutcome>map(ListOutcome.Refused::new)
        .orElseGet(() -> change(transaction -> list(transaction, prefix, grounds)));
  }

  private ListOutcome list(Transaction transaction, IpPrefix prefix, Grounds grounds) {
    Optional<AllowEntry> allowed = allowOverlap(transaction, prefix);
    if (allowed.isPresent()) {
      return new ListOutcome.Refused(
          "prefix "
              + prefix
              + " is covered by "
              + allowed.get().prefix()
              + " of the allowlist; take that off first");
    }
    ListingTerms terms = grounds.termsAt(transaction.now(), Evidence.now(transaction, prefix));
    Listing listing = new Listing(prefix, Evidence.merged(transaction, prefix, terms));
    List<Change> changes = new ArrayList<>(List.of(new Change.Listed(listing)));
    changes.addAll(Exemptions.prolongedBy(transaction, listing, policy));
    long revision = transaction.list().apply(changes);
    audit(transaction, grounds.source().name(), "list", prefix, revision, grounds.reason());
    Relisting.settle(transaction, List.of(listing));
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
    return change(
        transaction -> {
          TakeOff takeOff = TakeOff.of(transaction, prefix, policy);
          return takeOff
              .objection()
              .orElseGet(
                  () ->
                      done(
                          transaction,
                          Source.OPERATOR.name(),
                          "take-off",
                          prefix,
                          takeOff.changes()));
        });
  }

  /** Puts a prefix on the allowlist: it is not blocked from now on, whatever lists it. */
  public ListOutcome allow(AllowEntry entry) {
    return guard
        .objectionToAllowing(entry.prefix())
        .<ListOutcome>map(ListOutcome.Refused::new)
        .orElseGet(() -> write(entry));
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

  /** Takes a prefix off the allowlist; what lists it blocks it again. */
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
   * and of evidence, also where code or reason are new; only the difference is written.
   *
   * @param prefixes what it lists, all of it; those that the guard objects to must not be among
   *     them, those that the allowlist covers are passed over
   */
  public ListOutcome replace(Grounds grounds, List<IpPrefix> prefixes) {
    return change(
        transaction -> {
          SourceDiff diff = SourceDiff.of(transaction, grounds, prefixes);
          long revision = transaction.list().apply(diff.changes());
          if (!diff.changes().isEmpty()) {
            audit(transaction, grounds.source().name(), "replace", null, revision, diff.summary());
            Relisting.settle(transaction, diff.listed());
          }
          return new ListOutcome.Done(revision, diff.changes().size());
        });
  }

  private ListOutcome change(Function<Transaction, ListOutcome> work) {
    return store.write(
        transaction -> {
          transaction.list().lock();
          return work.apply(transaction);
        });
  }

  private static ListOutcome done(
      Transaction transaction, String actor, String action, IpPrefix prefix, List<Change> changes) {
    long revision = transaction.list().apply(changes);
    audit(transaction, actor, action, prefix, revision, "");
    return new ListOutcome.Done(revision, changes.size());
  }

  private static void audit(
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
