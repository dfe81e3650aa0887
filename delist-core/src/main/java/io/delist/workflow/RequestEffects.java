package io.delist.workflow;

import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.SoftMark;
import io.delist.net.IpPrefix;
import io.delist.request.Effect;
import io.delist.request.ListingEvent;
import io.delist.request.ListingState;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestTimer;
import io.delist.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does what the machines say is to be done, in the transaction that moves them on. */
final class RequestEffects {

  private final DelistPolicy policy;
  private final ListingLedger listings;

  RequestEffects(DelistPolicy policy) {
    this.policy = policy;
    this.listings = new ListingLedger(policy);
  }

  /**
   * Does them in order; all changes of the list become one revision.
   *
   * @return the request, with the revision of its delisting if it was delisted now
   */
  DelistRequest perform(Transaction transaction, DelistRequest request, List<Effect> effects) {
    List<Change> changes = new ArrayList<>();
    boolean delisted = false;
    boolean wasBlocked = false;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Exempt) {
        IpPrefix prefix = request.address().toPrefix();
        wasBlocked = isBlocked(transaction, prefix);
        if (wasBlocked || !isExempt(transaction, prefix)) {
          changes.add(new Change.Exempted(Exemptions.grant(transaction, prefix, policy)));
        }
        delisted = true;
      } else if (effect instanceof Effect.Soften soften) {
        mark(transaction, request, soften.until())
            .map(Change.Softened::new)
            .ifPresent(changes::add);
      } else if (effect instanceof Effect.Harden) {
        unmark(transaction, request).ifPresent(changes::add);
      } else {
        book(transaction, request, effect);
      }
    }
    long revision =
        changes.isEmpty() ? transaction.list().revision() : transaction.list().apply(changes);
    return delisted ? delisted(transaction, request, revision, wasBlocked) : request;
  }

  /** Books an end that nobody booked yet, so that the rows stay in the order of what happened. */
  private boolean isBlocked(Transaction transaction, IpPrefix prefix) {
    return ListingBook.open(transaction, List.of(prefix), policy.requests()).isBlocked(prefix);
  }

  private static boolean isExempt(Transaction transaction, IpPrefix prefix) {
    long now = transaction.now().toEpochMilli();
    return transaction.list().exemptionsCovering(prefix).stream()
        .anyMatch(exemption -> exemption.prefix().equals(prefix) && exemption.appliesAt(now));
  }

  /**
   * What came off already, by another request or since its time was over, comes off without being
   * counted, and its exemption keeps the time from which evidence is new.
   */
  private DelistRequest delisted(
      Transaction transaction, DelistRequest request, long revision, boolean wasBlocked) {
    transaction.requests().setRevision(request.id(), revision);
    DelistRequest done = request.delistedBy(revision);
    if (wasBlocked) {
      listings.move(transaction, done, ListingState.ACTIVE, new ListingEvent.Delisted(), "request");
    } else {
      listings.offAlready(transaction, done, "request");
    }
    return done;
  }

  private static void book(Transaction transaction, DelistRequest request, Effect effect) {
    if (effect instanceof Effect.SetTimer timer) {
      transaction.timers().set(new RequestTimer(request.id(), timer.kind(), timer.at()));
    } else if (effect instanceof Effect.CancelTimers) {
      transaction.timers().cancel(request.id());
    } else if (effect instanceof Effect.SendMail mail) {
      addMail(transaction, request, mail.kind());
    } else if (effect instanceof Effect.DropMail mail) {
      transaction.outbox().remove(request.id(), mail.kind());
    }
  }

  /** One that still waits says by itself what is to be said: it is written when it is sent. */
  private static void addMail(Transaction transaction, DelistRequest request, MailKind kind) {
    if (transaction.outbox().find(request.id(), kind).isEmpty()) {
      transaction.outbox().add(request.id(), kind);
    }
  }

  private static Optional<SoftMark> mark(
      Transaction transaction, DelistRequest request, Instant until) {
    IpPrefix prefix = request.address().toPrefix();
    return blockingCode(transaction, prefix).map(code -> new SoftMark(prefix, code, until));
  }

  /** The code of the most specific listing that applies. */
  private static Optional<ReasonCode> blockingCode(Transaction transaction, IpPrefix prefix) {
    long now = transaction.now().toEpochMilli();
    return transaction.list().listingsCovering(prefix).stream()
        .map(Listing::terms)
        .filter(terms -> terms.appliesAt(now))
        .findFirst()
        .map(terms -> terms.reasonCode());
  }

  private static Optional<Change> unmark(Transaction transaction, DelistRequest request) {
    return transaction
        .list()
        .softMark(request.address().toPrefix())
        .map(mark -> new Change.Hardened(mark.prefix()));
  }
}
