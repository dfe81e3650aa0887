package io.delist.workflow;

import io.delist.blocklist.Blocklist;
import io.delist.limit.Limits;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.NodeStatus;
import io.delist.store.OutboxMail;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.store.Transaction;
import io.delist.token.Rejected;
import io.delist.token.RequestId;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The visitor's side: ask, look, confirm, follow.
 *
 * <p><b>Threads:</b> safe. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is
 * away; nothing of the call then stands and the caller claims nothing.
 */
public final class Delisting {

  private static final int EARLIER_DELISTINGS = 5;
  private static final List<RequestState> DELISTED =
      List.of(
          RequestState.REMOVING, RequestState.REMOVED, RequestState.CLOSED, RequestState.RELISTED);

  private final Store store;
  private final Blocklist blocklist;
  private final RequestProofs proofs;
  private final RuleBook rules;
  private final DelistPolicy policy;
  private final Runnable mailWaits;
  private final Submissions submissions;
  private final Confirmations confirmations;
  private final Replies replies;
  private final FalseLinks falseLinks;

  /** With a count of its own of false links, whose sums are written when further ones come. */
  public Delisting(
      Store store,
      Blocklist blocklist,
      RequestProofs proofs,
      RuleBook rules,
      DelistPolicy policy,
      Limits limits,
      Runnable mailWaits) {
    this(
        store,
        blocklist,
        proofs,
        rules,
        policy,
        limits,
        mailWaits,
        new FalseLinks(store, InstantSource.system()));
  }

  /**
   * @param blocklist what the address is looked up in: the same that the mail flow asks
   * @param proofs makes and checks links, codes and browser marks
   * @param rules what stands against a wish
   * @param limits how much of everything is allowed
   * @param mailWaits called after a mail was put into the outbox, to have it sent at once
   * @param falseLinks books links that were not signed here
   */
  public Delisting(
      Store store,
      Blocklist blocklist,
      RequestProofs proofs,
      RuleBook rules,
      DelistPolicy policy,
      Limits limits,
      Runnable mailWaits,
      FalseLinks falseLinks) {
    this.falseLinks = falseLinks;
    this.store = store;
    this.blocklist = blocklist;
    this.proofs = proofs;
    this.rules = rules;
    this.policy = policy;
    this.mailWaits = mailWaits;
    RequestLedger ledger = new RequestLedger(policy);
    this.submissions = new Submissions(proofs, policy, limits, ledger);
    this.confirmations = new Confirmations(proofs, policy, limits, ledger);
    this.replies = new Replies(store, proofs, policy, ledger);
  }

  /** Why an address is listed, or that it is not, and whether it was delisted before. */
  public AddressReport lookup(IpAddress address) {
    List<DelistRequest> before =
        store.read(
            transaction ->
                transaction.requests().within(address.toPrefix(), DELISTED, EARLIER_DELISTINGS));
    return new AddressReport(blocklist.explain(address), before);
  }

  /**
   * Takes a wish. One that this browser has made already, and that is not over, is joined.
   *
   * @param browser the secret of the visitor's browser, a cookie's value
   * @param language the language of the mails
   */
  public Submission submit(IpAddress address, EmailAddress email, String browser, Locale language) {
    Optional<Refusal> refusal =
        rules.firstObjection(new Candidate(email, blocklist.explain(address), language));
    if (refusal.isPresent()) {
      store.run(transaction -> RefusalAudit.book(transaction, address, null, refusal.get()));
      return new Submission.Refused(refusal.get());
    }
    Submissions.Wish wish = new Submissions.Wish(address, email, browser, language);
    Submission submission = store.write(transaction -> submissions.take(transaction, wish));
    if (submission instanceof Submission.Accepted) {
      mailWaits.run();
    }
    return submission;
  }

  /** The request that a link would confirm now, or empty if it would not. Changes nothing. */
  public Optional<DelistRequest> behind(String link) {
    Optional<Rejected.Reason> falsehood = proofs.falsehoodOf(link);
    if (falsehood.isPresent()) {
      falseLinks.opened(falsehood.get());
      return Optional.empty();
    }
    return store.read(
        transaction ->
            proofs
                .requestOf(link, transaction)
                .filter(request -> request.isOpenAt(transaction.now())));
  }

  /** Whether this browser is the one that asked. */
  public boolean isFrom(DelistRequest request, @Nullable String browser) {
    return RequestProofs.isFrom(request, browser);
  }

  /**
   * Delist IP was pressed: takes the address off, once, in one transaction with the request and the
   * audit row; or lets the removal wait, as the address stands on the ladder.
   *
   * @param link the token of the link
   * @param browser the secret of the browser that presses, or null
   * @param code what was typed as the code; may be empty
   */
  public Confirmation confirm(String link, @Nullable String browser, String code) {
    return confirm(link, browser, code, null);
  }

  /**
   * {@link #confirm(String, String, String)} by a client that is known.
   *
   * @param client where the press comes from, or null; only tells presses of false links apart
   */
  public Confirmation confirm(
      String link, @Nullable String browser, String code, @Nullable IpAddress client) {
    Optional<Rejected.Reason> falsehood = proofs.falsehoodOf(link);
    if (falsehood.isPresent()) {
      // Whoever types any link must not make those wait who change the list.
      falseLinks.pressed(falsehood.get(), client);
      return new Confirmation.NoSuchLink();
    }
    Confirmation confirmation = RequestLedger.retrying(() -> confirmOnce(link, browser, code));
    if (confirmation instanceof Confirmation.Waiting) {
      mailWaits.run();
    }
    return confirmation;
  }

  private Confirmation confirmOnce(String link, @Nullable String browser, String code) {
    return store.write(
        transaction -> {
          transaction.list().lock();
          return proofs
              .requestOf(link, transaction)
              .map(request -> confirmations.confirm(transaction, link, request, browser, code))
              .orElseGet(
                  () ->
                      LinkRefusals.refuse(
                          transaction, link, null, proofs.reasonAgainst(link, transaction.now())));
        });
  }

  /**
   * The requester answers a reviewer's question.
   *
   * @param browser the secret of the browser that answers, or null
   * @param code what was typed as the code; may be empty
   * @param text 1 to 1,000 characters
   */
  public Reply answer(RequestId id, @Nullable String browser, String code, String text) {
    return replies.answer(id, browser, code, text);
  }

  /**
   * The requester appeals against a refusal: a reviewer looks at it once more.
   *
   * @param browser the secret of the browser that appeals, or null
   * @param code what was typed as the code; may be empty
   * @param text what speaks for it: 1 to 1,000 characters
   */
  public Reply appeal(RequestId id, @Nullable String browser, String code, String text) {
    return replies.appeal(id, browser, code, text);
  }

  /** Where a request stands. */
  public Optional<RequestStatus> status(RequestId id) {
    return store.read(
        transaction ->
            transaction.requests().find(id).map(request -> status(transaction, request)));
  }

  private RequestStatus status(Transaction transaction, DelistRequest request) {
    List<NodeStatus> nodes =
        transaction.nodes().seenSince(transaction.now().minus(policy.nodeSilence()));
    Long revision = request.revision();
    return new RequestStatus(
        request,
        transaction.audit().of(request.id()).stream()
            .flatMap(entry -> RequestLedger.stateIn(entry).map(s -> step(s, entry)).stream())
            .toList(),
        revision == null
            ? 0
            : (int) nodes.stream().filter(node -> node.revision() >= revision).count(),
        nodes.size(),
        transaction
            .outbox()
            .find(request.id(), MailKind.CONFIRMATION)
            .filter(mail -> !mail.refused())
            .map(OutboxMail::attempts)
            .orElse(0),
        replies.canAppeal(request));
  }

  private static RequestStatus.Step step(RequestState state, AuditEntry entry) {
    return new RequestStatus.Step(state, entry.at());
  }
}
