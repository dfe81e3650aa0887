package io.delist.workflow;

import io.delist.request.RequestEvent;
import io.delist.request.RequestEvent.Answered;
import io.delist.request.RequestEvent.Appealed;
import io.delist.request.RequestEvent.WrongCode;
import io.delist.store.Casework;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.store.Transaction;
import io.delist.token.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * What a requester says while the removal waits: the answer to a reviewer's question, an appeal.
 * Both want the browser that asked, or the code.
 */
final class Replies {

  private final Store store;
  private final RequestProofs proofs;
  private final DelistPolicy policy;
  private final RequestLedger ledger;

  Replies(Store store, RequestProofs proofs, DelistPolicy policy, RequestLedger ledger) {
    this.store = store;
    this.proofs = proofs;
    this.policy = policy;
    this.ledger = ledger;
  }

  /** One thing that is said. */
  private interface Saying {
    /** Whether it fits the request. */
    boolean fits(DelistRequest request);

    /** The event and the request as it is to be written. */
    Step step(DelistRequest request, Transaction transaction);
  }

  private record Step(RequestEvent event, DelistRequest next, String detail) {}

  Reply answer(RequestId id, @Nullable String browser, String code, String text) {
    return say(
        id,
        browser,
        code,
        text,
        new Saying() {
          @Override
          public boolean fits(DelistRequest request) {
            return request.state() == RequestState.IN_REVIEW && request.casework().isAnswerWanted();
          }

          @Override
          public Step step(DelistRequest request, Transaction transaction) {
            return new Step(
                new Answered(), request.with(request.casework().answered(text)), "answered");
          }
        });
  }

  Reply appeal(RequestId id, @Nullable String browser, String code, String text) {
    return say(
        id,
        browser,
        code,
        text,
        new Saying() {
          @Override
          public boolean fits(DelistRequest request) {
            return canAppeal(request);
          }

          @Override
          public Step step(DelistRequest request, Transaction transaction) {
            Casework appealed = request.casework().appealed(transaction.now()).answered(text);
            return new Step(
                new Appealed(request.casework().appeals()), request.with(appealed), "appealed");
          }
        });
  }

  /** Who has no mailbox any more could not be told what became of the appeal. */
  boolean canAppeal(DelistRequest request) {
    return request.state() == RequestState.REFUSED
        && !request.email().isErased()
        && request.casework().appeals() < policy.requests().review().appeals();
  }

  private Reply say(
      RequestId id, @Nullable String browser, String code, String text, Saying saying) {
    return RequestLedger.retrying(
        () ->
            store.write(
                transaction ->
                    transaction
                        .requests()
                        .find(id)
                        .map(request -> say(transaction, request, browser, code, text, saying))
                        .orElseGet(Reply.NoSuchRequest::new)));
  }

  private Reply say(
      Transaction transaction,
      DelistRequest request,
      @Nullable String browser,
      String code,
      String text,
      Saying saying) {
    if (!saying.fits(request)) {
      return new Reply.Unfit(request);
    }
    if (!isAllowed(request, browser, code)) {
      return codeWanted(transaction, request, code);
    }
    if (text.isBlank() || text.length() > Casework.LONGEST_WORDS_CHARS) {
      return new Reply.BadText(request);
    }
    Step step = saying.step(request, transaction);
    return new Reply.Taken(
        ledger.moveOrRetry(transaction, request, step.next(), step.event(), step.detail()));
  }

  /** Who has guessed too often is not believed any more, but for the browser. */
  private boolean isAllowed(DelistRequest request, @Nullable String browser, String code) {
    return RequestProofs.isFrom(request, browser)
        || (request.wrongCodes() < policy.wrongCodes()
            && proofs.presence(request, null, code).isPresent());
  }

  private Reply codeWanted(Transaction transaction, DelistRequest request, String code) {
    boolean counts = !code.isBlank() && request.wrongCodes() < policy.wrongCodes();
    DelistRequest now =
        counts
            ? ledger.moveOrRetry(
                transaction, request, request.withWrongCode(), new WrongCode(false), "")
            : request;
    return new Reply.CodeWanted(now, !code.isBlank());
  }
}
