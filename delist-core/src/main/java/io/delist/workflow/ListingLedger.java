package io.delist.workflow;

import io.delist.request.Effect;
import io.delist.request.ListingEvent;
import io.delist.request.ListingMachine;
import io.delist.request.ListingState;
import io.delist.request.Transition;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.Transaction;

/**
 * Moves the listing of a request's address on: the machine decides, one audit row tells, the ladder
 * counts. Where a listing stands follows from its request, and is kept nowhere else.
 */
final class ListingLedger {

  /** The detail of a removal that changed nothing. */
  static final String OFF_ALREADY = "off already";

  private final DelistPolicy policy;

  ListingLedger(DelistPolicy policy) {
    this.policy = policy;
  }

  /** Lets the event happen, if it fits; the caller holds the list's lock. */
  void move(
      Transaction transaction,
      DelistRequest request,
      ListingState from,
      ListingEvent event,
      String actor) {
    Transition<ListingState, ListingEvent> transition =
        ListingMachine.next(from, event, transaction.now(), policy.requests());
    if (!(transition instanceof Transition.Moved<ListingState, ListingEvent> moved)) {
      return;
    }
    for (Effect effect : moved.effects()) {
      count(transaction, request, effect);
    }
    book(transaction, request, moved.to(), actor, "");
  }

  /**
   * A request comes to its removal when nothing blocks its address any more: a row tells it, and
   * the ladder counts nothing.
   */
  void offAlready(Transaction transaction, DelistRequest request, String actor) {
    book(transaction, request, ListingState.REMOVED, actor, OFF_ALREADY);
  }

  private static void book(
      Transaction transaction,
      DelistRequest request,
      ListingState to,
      String actor,
      String detail) {
    transaction
        .audit()
        .append(
            new AuditEntry(
                transaction.now(),
                actor,
                ListingBook.STATE_ACTION + to,
                request.id(),
                request.address().toPrefix(),
                request.revision(),
                detail));
  }

  private void count(Transaction transaction, DelistRequest request, Effect effect) {
    if (effect instanceof Effect.CountDelisting) {
      Standings.countDelisting(transaction, request.address(), policy.requests().ladder());
    } else if (effect instanceof Effect.CountStrike) {
      Standings.countStrike(transaction, request.address(), policy.requests().ladder());
    }
  }
}
