package io.delist.workflow;

import io.delist.limit.Limits;
import io.delist.request.RequestEvent;
import io.delist.store.Casework;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.token.RequestId;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The reviewer's side: see what waits, approve, refuse, ask. A removal that is held can be decided
 * as well, before its time.
 *
 * <p>An approval is a person's word: it takes the address off also if evidence came after the
 * request, all of which it answers, and whatever the limits about delistings say, for which it
 * counts. Every word is one transaction with its audit row, which names the reviewer.
 *
 * <p><b>Threads:</b> safe; of two reviewers at once the first wins, and the second learns where the
 * request stands. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is away;
 * nothing of the call then stands.
 */
public final class Reviews {

  private static final int MOST_SHOWN = 1_000;
  private static final int LONGEST_REVIEWER_CHARS = 100;

  private final Store store;
  private final RequestLedger ledger;
  private final RemovalLimits removals;
  private final Runnable mailWaits;

  /**
   * @param limits what counts the delistings
   * @param mailWaits called after a mail was put into the outbox, to have it sent at once
   */
  public Reviews(Store store, DelistPolicy policy, Limits limits, Runnable mailWaits) {
    this.store = store;
    this.removals = new RemovalLimits(limits, policy);
    this.ledger = new RequestLedger(policy);
    this.mailWaits = mailWaits;
  }

  /** What waits for a reviewer, the longest first; then what is held. At most 1,000 of each. */
  public List<DelistRequest> waiting() {
    return store.read(
        transaction ->
            Stream.of(RequestState.IN_REVIEW, RequestState.HELD)
                .flatMap(state -> transaction.requests().in(state, MOST_SHOWN).stream())
                .toList());
  }

  /**
   * Takes the address off.
   *
   * @param reviewer who says so, for the audit log
   */
  public ReviewOutcome approve(RequestId id, String reviewer) {
    return decide(
        id, reviewer, new RequestEvent.Approved(), request -> request, "approved by a reviewer");
  }

  /**
   * Does not take the address off.
   *
   * @param reason what the requester is told: 1 to 1,000 characters
   * @throws IllegalArgumentException if there is no reason or it is too long
   */
  public ReviewOutcome refuse(RequestId id, String reviewer, String reason) {
    requireWords("reason", reason);
    return decide(
        id,
        reviewer,
        new RequestEvent.Refused(),
        request -> request.with(request.casework().refused(BuiltInRule.REVIEW.id(), reason)),
        reason);
  }

  /**
   * Asks the requester something; an earlier question that has no answer gives way.
   *
   * @param question 1 to 1,000 characters
   * @throws IllegalArgumentException if there is no question or it is too long
   */
  public ReviewOutcome ask(RequestId id, String reviewer, String question) {
    requireWords("question", question);
    return decide(
        id,
        reviewer,
        new RequestEvent.Asked(),
        request -> request.with(request.casework().asked(question)),
        question);
  }

  private static void requireWords(String what, String words) {
    if (words.isBlank() || words.length() > Casework.LONGEST_WORDS_CHARS) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " has "
              + words.length()
              + " characters; must be 1 to "
              + Casework.LONGEST_WORDS_CHARS
              + ", and not blank");
    }
  }

  private ReviewOutcome decide(
      RequestId id,
      String reviewer,
      RequestEvent event,
      UnaryOperator<DelistRequest> change,
      String detail) {
    if (reviewer.isBlank() || reviewer.length() > LONGEST_REVIEWER_CHARS) {
      throw new IllegalArgumentException(
          "the reviewer's name must have 1 to " + LONGEST_REVIEWER_CHARS + " characters");
    }
    ReviewOutcome outcome =
        store.write(
            transaction -> {
              transaction.list().lock();
              return transaction
                  .requests()
                  .find(id)
                  .map(
                      request -> {
                        if (event instanceof RequestEvent.Approved && request.state().isWaiting()) {
                          removals.approved(transaction, request);
                        }
                        return ledger
                            .move(
                                transaction,
                                request,
                                change.apply(request),
                                event,
                                "reviewer:" + reviewer.strip(),
                                detail)
                            .<ReviewOutcome>map(ReviewOutcome.Done::new)
                            .orElseGet(() -> new ReviewOutcome.Unfit(request.state()));
                      })
                  .orElseGet(ReviewOutcome.NoSuchRequest::new);
            });
    if (outcome instanceof ReviewOutcome.Done) {
      mailWaits.run();
    }
    return outcome;
  }
}
