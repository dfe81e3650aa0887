package io.delist.mail;

import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.OutboxMail;
import io.delist.store.RequestState;
import io.delist.store.Transaction;
import io.delist.workflow.MailDesk;
import io.delist.workflow.RequestProofs;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is to become of a mail that was leased, as the store stands right before it is sent. */
sealed interface DueMail {

  /** It is to be sent. */
  record Ready(DelistRequest request, Optional<MailFacts.Listing> listing, int nth, Instant at)
      implements DueMail {}

  /** Its mailbox is never to be mailed. */
  record Suppressed() implements DueMail {}

  /** It has waited too long. */
  record TooOld() implements DueMail {}

  /** Nobody can write it any more: the key of the code that stands in it is no longer used. */
  record Unwritable() implements DueMail {}

  /** Its request has ended, or come to where the mail would be wrong. */
  record Pointless() implements DueMail {}

  /** It is somebody else's now. */
  record NotOurs() implements DueMail {}

  /**
   * Looks.
   *
   * @param leasedUntil until when it was leased
   */
  static DueMail of(
      Transaction transaction,
      OutboxMail waiting,
      Instant leasedUntil,
      SendingPolicy policy,
      RequestProofs proofs) {
    Instant now = transaction.now();
    boolean ours =
        transaction
            .outbox()
            .find(waiting.requestId(), waiting.kind())
            .filter(mail -> !mail.refused() && mail.dueAt().equals(leasedUntil))
            .isPresent();
    if (!ours || now.isAfter(leasedUntil.minus(policy.lease().dividedBy(2)))) {
      return new NotOurs();
    }
    Optional<DelistRequest> found =
        transaction
            .requests()
            .find(waiting.requestId())
            .filter(request -> isWanted(waiting.kind(), request, now));
    if (found.isEmpty()) {
      return new Pointless();
    }
    DelistRequest request = found.get();
    if (now.isAfter(waiting.addedAt().plus(policy.giveUpAfter()))) {
      return new TooOld();
    }
    if (transaction.suppressions().contains(proofs.marks().all(request.email()))) {
      return new Suppressed();
    }
    if (waiting.kind() == MailKind.CONFIRMATION && proofs.findCodeOf(request).isEmpty()) {
      return new Unwritable();
    }
    return new Ready(
        request,
        waiting.kind() == MailKind.RELISTED ? listing(transaction, request) : Optional.empty(),
        waiting.kind() == MailKind.CONFIRMATION ? resent(transaction, request) : 0,
        now);
  }

  private static boolean isWanted(MailKind kind, DelistRequest request, Instant now) {
    if (request.email().isErased()) {
      return false;
    }
    return switch (kind) {
      case CONFIRMATION -> request.isOpenAt(now);
      case REMOVED -> request.state() != RequestState.RELISTED;
      case RELISTED -> request.state() == RequestState.RELISTED;
      case HELD -> request.state() == RequestState.HELD;
      case IN_REVIEW -> request.state() == RequestState.IN_REVIEW;
      case QUESTION -> request.casework().isAnswerWanted();
      case REFUSED -> request.state() == RequestState.REFUSED;
    };
  }

  private static int resent(Transaction transaction, DelistRequest request) {
    return (int)
        transaction.audit().of(request.id()).stream()
            .filter(entry -> entry.action().equals(MailDesk.RESENT))
            .count();
  }

  private static Optional<MailFacts.Listing> listing(
      Transaction transaction, DelistRequest request) {
    long now = transaction.now().toEpochMilli();
    List<ListingTerms> terms =
        transaction.list().listingsCovering(request.address().toPrefix()).stream()
            .map(Listing::terms)
            .filter(each -> each.appliesAt(now))
            .toList();
    return terms.stream()
        .max(Comparator.comparing(ListingTerms::evidenceAt))
        .map(
            newest ->
                new MailFacts.Listing(
                    newest.source().name(),
                    newest.reasonCode().value(),
                    newest.reason(),
                    newest.evidenceAt()));
  }
}
