package io.delist.workflow;

import io.delist.limit.Limits;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes wishes, within a transaction. */
final class Submissions {

  private static final List<RequestState> JOINABLE =
      List.of(
          RequestState.PENDING_MAIL,
          RequestState.AWAITING_CONFIRMATION,
          RequestState.HELD,
          RequestState.IN_REVIEW,
          RequestState.REMOVING);
  private static final int MOST_JOINABLE = 100;

  private final RequestProofs proofs;
  private final DelistPolicy policy;
  private final StoredRules rules;
  private final Limits limits;
  private final RequestLedger ledger;

  Submissions(RequestProofs proofs, DelistPolicy policy, Limits limits, RequestLedger ledger) {
    this.proofs = proofs;
    this.policy = policy;
    this.rules = new StoredRules(policy);
    this.limits = limits;
    this.ledger = ledger;
  }

  /** A wish that no rule without the store has anything against. */
  record Wish(IpAddress address, EmailAddress email, String browser, Locale language) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Wish[" + address + "]";
    }
  }

  Submission take(Transaction transaction, Wish wish) {
    Submission submission = weigh(transaction, wish);
    Submission.refusalOf(submission)
        .ifPresent(refusal -> RefusalAudit.book(transaction, wish.address(), null, refusal));
    return submission;
  }

  private Submission weigh(Transaction transaction, Wish wish) {
    return joined(transaction, wish)
        .or(() -> refused(transaction, wish))
        .or(() -> limited(transaction, wish))
        .orElseGet(() -> open(transaction, wish));
  }

  private Optional<Submission> limited(Transaction transaction, Wish wish) {
    return limits.request(transaction, wish.address(), wish.email()).map(LimitRefusals::tryLater);
  }

  private Optional<Submission> refused(Transaction transaction, Wish wish) {
    return rules
        .objectionToAsking(transaction, wish.address())
        .or(() -> StoredRules.mailboxSuppressed(transaction, proofs.marks().all(wish.email())))
        .map(Submission.Refused::new);
  }

  /** Only who asked learns that there is a request of this mailbox. */
  private Optional<Submission> joined(Transaction transaction, Wish wish) {
    Instant now = transaction.now();
    return transaction
        .requests()
        .within(wish.address().toPrefix(), JOINABLE, MOST_JOINABLE)
        .stream()
        .filter(request -> request.isOpenAt(now) || !request.state().isOpen())
        .filter(request -> request.email().equals(wish.email()))
        .filter(request -> RequestProofs.isFrom(request, wish.browser()))
        .findFirst()
        .map(request -> new Submission.Joined(request, proofs.findCodeOf(request).orElse(null)));
  }

  private Submission open(Transaction transaction, Wish wish) {
    Instant now = transaction.now();
    DelistRequest request =
        new DelistRequest(
            proofs.newId(),
            wish.address(),
            wish.email(),
            RequestProofs.browserMark(wish.browser()),
            proofs.keyId(),
            wish.language(),
            now,
            now.plus(policy.linkLife()),
            RequestState.PENDING_MAIL,
            now,
            0,
            null,
            null);
    ledger.open(transaction, request, proofs.marks().of(wish.email()));
    transaction.outbox().add(request.id(), MailKind.CONFIRMATION);
    return new Submission.Accepted(request, proofs.codeOf(request));
  }
}
