package io.delist.workflow;

import io.delist.limit.LimitReached;
import io.delist.limit.Limits;
import io.delist.net.IpPrefix;
import io.delist.request.LadderPolicy;
import io.delist.request.Rung;
import io.delist.store.DelistRequest;
import io.delist.store.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * Counts removals against the limits about delistings, in the transaction that removes and holds
 * the list's lock; to be called before the request is moved on. What is off already is no removal.
 */
final class RemovalLimits {

  private final Limits limits;
  private final DelistPolicy policy;

  RemovalLimits(Limits limits, DelistPolicy policy) {
    this.limits = limits;
    this.policy = policy;
  }

  /**
   * What stands against a press. One that removes at once is counted; one that goes up the ladder
   * is counted when it removes.
   */
  Optional<LimitReached> atPress(Transaction transaction, DelistRequest request) {
    LadderPolicy ladder = policy.requests().ladder();
    Rung rung = ladder.rung(Standings.step(transaction, request.address(), ladder));
    if (!isBlocked(transaction, request)) {
      return Optional.empty();
    }
    return rung == Rung.AT_ONCE
        ? limits.delisting(transaction, request.address(), request.email(), true)
        : limits.beforeDelisting(transaction, request.address(), request.email());
  }

  /** What stands against the removal at the end of a hold; it is counted if nothing does. */
  Optional<LimitReached> afterHold(Transaction transaction, DelistRequest request) {
    return isBlocked(transaction, request)
        ? limits.delisting(transaction, request.address(), request.email(), false)
        : Optional.empty();
  }

  /** A reviewer's word is not held back by a limit, and counts for those that come after it. */
  void approved(Transaction transaction, DelistRequest request) {
    if (isBlocked(transaction, request)) {
      limits.delistingByReviewer(transaction, request.address(), request.email());
    }
  }

  private boolean isBlocked(Transaction transaction, DelistRequest request) {
    IpPrefix prefix = request.address().toPrefix();
    return ListingBook.open(transaction, List.of(prefix), policy.requests()).isBlocked(prefix);
  }
}
