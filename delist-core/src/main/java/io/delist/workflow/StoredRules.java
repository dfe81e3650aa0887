package io.delist.workflow;

import io.delist.blocklist.ListingTerms;
import io.delist.net.IpAddress;
import io.delist.request.LadderPolicy;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Transaction;
import io.delist.token.MailboxMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rules that look into the store, in the transaction that would keep the request or end it. */
final class StoredRules {

  private static final List<RequestState> UNDER_WAY =
      List.of(RequestState.HELD, RequestState.IN_REVIEW, RequestState.REMOVING);

  private final DelistPolicy policy;

  StoredRules(DelistPolicy policy) {
    this.policy = policy;
  }

  /** What stands against keeping a request, besides limits. */
  Optional<Refusal> objectionToAsking(Transaction transaction, IpAddress address) {
    return openRequest(transaction, address).or(() -> ladder(transaction, address));
  }

  /** What stands against a confirmed removal. */
  Optional<Refusal> objectionToRemoving(Transaction transaction, DelistRequest request) {
    return newerEvidence(transaction, request).or(() -> ladder(transaction, request.address()));
  }

  /**
   * Whether the mailbox's owner said that no mail is to come from here.
   *
   * @param marks all marks that may have been kept of it
   */
  static Optional<Refusal> mailboxSuppressed(Transaction transaction, List<MailboxMark> marks) {
    return transaction.suppressions().contains(marks)
        ? Optional.of(BuiltInRule.MAILBOX_SUPPRESSED.refusal())
        : Optional.empty();
  }

  private static Optional<Refusal> openRequest(Transaction transaction, IpAddress address) {
    return transaction.requests().within(address.toPrefix(), UNDER_WAY, 1).stream()
        .findFirst()
        .map(other -> BuiltInRule.OPEN_REQUEST.refusal(address.toString()));
  }

  private Optional<Refusal> ladder(Transaction transaction, IpAddress address) {
    LadderPolicy ladder = policy.requests().ladder();
    int step = Standings.step(transaction, address, ladder);
    if (step >= ladder.endFrom()) {
      return Optional.of(
          BuiltInRule.TOO_MANY_DELISTINGS.refusal(
              address.toString(),
              ListingRules.text(Standings.nextForgiven(transaction, address, ladder))));
    }
    Instant last = Standings.own(transaction, address).lastDelistedAt();
    if (step < ladder.waitFrom() || last == null) {
      return Optional.empty();
    }
    Instant next = last.plus(ladder.waitFor());
    return transaction.now().isBefore(next)
        ? Optional.of(
            BuiltInRule.WAITING_AFTER_DELISTING.refusal(
                address.toString(), ListingRules.text(last), ListingRules.text(next)))
        : Optional.empty();
  }

  static Optional<Refusal> newerEvidence(Transaction transaction, DelistRequest request) {
    long now = transaction.now().toEpochMilli();
    return transaction.list().listingsCovering(request.address().toPrefix()).stream()
        .map(listing -> listing.terms())
        .filter(terms -> terms.appliesAt(now))
        .map(ListingTerms::evidenceAt)
        .filter(evidenceAt -> evidenceAt.isAfter(request.createdAt()))
        .findFirst()
        .map(
            evidenceAt ->
                BuiltInRule.NEWER_EVIDENCE.refusal(
                    request.address().toString(), ListingRules.text(evidenceAt)));
  }
}
