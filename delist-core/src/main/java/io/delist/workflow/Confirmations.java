package io.delist.workflow;

import io.delist.limit.Limits;
import io.delist.request.Presence;
import io.delist.request.RequestEvent.Confirmed;
import io.delist.request.RequestEvent.WrongCode;
import io.delist.store.Casework;
import io.delist.store.DelistRequest;
import io.delist.store.Transaction;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What pressing Delist IP does, within a transaction that has the list's lock. */
final class Confirmations {

  private final RequestProofs proofs;
  private final DelistPolicy policy;
  private final StoredRules rules;
  private final RemovalLimits limits;
  private final RequestLedger ledger;

  Confirmations(RequestProofs proofs, DelistPolicy policy, Limits limits, RequestLedger ledger) {
    this.proofs = proofs;
    this.policy = policy;
    this.rules = new StoredRules(policy);
    this.limits = new RemovalLimits(limits, policy);
    this.ledger = ledger;
  }

  Confirmation confirm(
      Transaction transaction,
      String link,
      DelistRequest request,
      @Nullable String browser,
      String code) {
    Optional<Presence> presence = proofs.presence(request, browser, code);
    if (request.pressedAt() != null && presence.isPresent()) {
      return outcome(request);
    }
    if (!request.isOpenAt(transaction.now())) {
      return LinkRefusals.refuse(transaction, link, request, "the request is " + request.state());
    }
    if (presence.isEmpty()) {
      return withoutProof(transaction, request, code);
    }
    return rules
        .objectionToRemoving(transaction, request)
        .or(() -> limits.atPress(transaction, request).map(LimitRefusals::refusal))
        .<Confirmation>map(refusal -> refused(transaction, request, refusal))
        .orElseGet(() -> outcome(confirmed(transaction, request, presence.get())));
  }

  private static Confirmation refused(
      Transaction transaction, DelistRequest request, Refusal refusal) {
    RefusalAudit.book(transaction, request.address(), request.id(), refusal);
    return new Confirmation.Refused(request, refusal);
  }

  /** Where a confirmed request stands; one that came to nothing has a link that is used up. */
  private static Confirmation outcome(DelistRequest request) {
    if (request.state().isDelisted()) {
      return new Confirmation.Delisted(request);
    }
    return request.state().isWaiting()
        ? new Confirmation.Waiting(request)
        : new Confirmation.NoSuchLink();
  }

  private Confirmation withoutProof(Transaction transaction, DelistRequest request, String code) {
    if (code.isBlank()) {
      return new Confirmation.CodeWanted(
          request, policy.wrongCodes() - request.wrongCodes(), false);
    }
    boolean last = request.wrongCodes() + 1 >= policy.wrongCodes();
    DelistRequest counted =
        ledger.moveOrRetry(transaction, request, request.withWrongCode(), new WrongCode(last), "");
    return last
        ? new Confirmation.NoSuchLink()
        : new Confirmation.CodeWanted(counted, policy.wrongCodes() - counted.wrongCodes(), true);
  }

  private DelistRequest confirmed(
      Transaction transaction, DelistRequest request, Presence presence) {
    Instant now = transaction.now();
    int step = Standings.step(transaction, request.address(), policy.requests().ladder());
    return ledger.moveOrRetry(
        transaction,
        request,
        request.pressedAt(now).with(waiting(request, step, now)),
        new Confirmed(presence, step),
        "confirmed by " + presence.name().toLowerCase(Locale.ROOT));
  }

  /** What is to be known while the removal waits, if it will. */
  private Casework waiting(DelistRequest request, int step, Instant now) {
    return switch (policy.requests().ladder().rung(step)) {
      case AT_ONCE -> request.casework();
      case HOLD -> request.casework().held(now.plus(policy.requests().ladder().hold()));
      case REVIEW -> request.casework().inReview(now);
    };
  }
}
