package io.delist.workflow;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.Change;
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
import io.delist.token.RequestId;
import io.delist.workflow.RequestEvent.Confirmed;
import io.delist.workflow.RequestEvent.WrongCode;
import java.time.Instant;
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

  private final Store store;
  private final Blocklist blocklist;
  private final RequestProofs proofs;
  private final RuleBook rules;
  private final DelistPolicy policy;
  private final Runnable mailWaits;

  /**
   * @param blocklist what the address is looked up in: the same that the mail flow asks
   * @param proofs makes and checks links, codes and browser marks
   * @param rules what stands against a wish
   * @param mailWaits called after a mail was put into the outbox, to have it sent at once
   */
  public Delisting(
      Store store,
      Blocklist blocklist,
      RequestProofs proofs,
      RuleBook rules,
      DelistPolicy policy,
      Runnable mailWaits) {
    this.store = store;
    this.blocklist = blocklist;
    this.proofs = proofs;
    this.rules = rules;
    this.policy = policy;
    this.mailWaits = mailWaits;
  }

  /** Why an address is listed, or that it is not, and whether it was delisted before. */
  public AddressReport lookup(IpAddress address) {
    List<DelistRequest> before =
        store.read(
            transaction ->
                transaction
                    .requests()
                    .within(
                        address.toPrefix(),
                        List.of(RequestState.REMOVING, RequestState.REMOVED, RequestState.RELISTED),
                        EARLIER_DELISTINGS));
    return new AddressReport(blocklist.explain(address), before);
  }

  /**
   * Takes a wish.
   *
   * @param browser the secret of the visitor's browser, a cookie's value
   * @param language the language of the mails
   */
  public Submission submit(IpAddress address, EmailAddress email, String browser, Locale language) {
    Optional<Refusal> refusal =
        rules.firstObjection(new Candidate(email, blocklist.explain(address)));
    if (refusal.isPresent()) {
      return new Submission.Refused(refusal.get());
    }
    Submission submission =
        store.write(
            transaction ->
                RuleBook.requestLimit(transaction, email, policy)
                    .orElseGet(() -> open(transaction, address, email, browser, language)));
    if (submission instanceof Submission.Accepted) {
      mailWaits.run();
    }
    return submission;
  }

  private Submission open(
      Transaction transaction,
      IpAddress address,
      EmailAddress email,
      String browser,
      Locale language) {
    Instant now = transaction.now();
    DelistRequest request =
        new DelistRequest(
            proofs.newId(),
            address,
            email,
            RequestProofs.browserMark(browser),
            proofs.keyId(),
            language,
            now,
            now.plus(policy.linkLife()),
            RequestState.PENDING_MAIL,
            now,
            0,
            null,
            null);
    RequestLedger.open(transaction, request);
    transaction.outbox().add(request.id(), MailKind.CONFIRMATION);
    return new Submission.Accepted(request, proofs.codeOf(request));
  }

  /** The request that a link would confirm now, or empty if it would not. Changes nothing. */
  public Optional<DelistRequest> behind(String link) {
    if (!proofs.isGenuine(link)) {
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
   * audit row.
   *
   * @param link the token of the link
   * @param browser the secret of the browser that presses, or null
   * @param code what was typed as the code; may be empty
   */
  public Confirmation confirm(String link, @Nullable String browser, String code) {
    if (!proofs.isGenuine(link)) {
      // Whoever types any link must not make those wait who change the list.
      return new Confirmation.NoSuchLink();
    }
    return RequestLedger.retrying(() -> confirmOnce(link, browser, code));
  }

  private Confirmation confirmOnce(String link, @Nullable String browser, String code) {
    return store.write(
        transaction -> {
          transaction.list().lock();
          return proofs
              .requestOf(link, transaction)
              .map(request -> confirm(transaction, request, browser, code))
              .orElseGet(Confirmation.NoSuchLink::new);
        });
  }

  private Confirmation confirm(
      Transaction transaction, DelistRequest request, @Nullable String browser, String code) {
    Optional<Presence> presence = proofs.presence(request, browser, code);
    boolean delisted =
        request.state() == RequestState.REMOVING || request.state() == RequestState.REMOVED;
    if (delisted && presence.isPresent()) {
      return new Confirmation.Delisted(request);
    }
    if (!request.isOpenAt(transaction.now())) {
      return new Confirmation.NoSuchLink();
    }
    if (presence.isEmpty()) {
      return withoutProof(transaction, request, code);
    }
    return RuleBook.newerEvidence(transaction, request)
        .<Confirmation>map(refusal -> new Confirmation.Refused(request, refusal))
        .orElseGet(() -> delist(transaction, request, presence.get()));
  }

  private Confirmation withoutProof(Transaction transaction, DelistRequest request, String code) {
    if (code.isBlank()) {
      return new Confirmation.CodeWanted(
          request, policy.wrongCodes() - request.wrongCodes(), false);
    }
    boolean last = request.wrongCodes() + 1 >= policy.wrongCodes();
    DelistRequest counted =
        RequestLedger.moveOrRetry(
            transaction, request, request.withWrongCode(), new WrongCode(last), "");
    return last
        ? new Confirmation.NoSuchLink()
        : new Confirmation.CodeWanted(counted, policy.wrongCodes() - counted.wrongCodes(), true);
  }

  private Confirmation delist(Transaction transaction, DelistRequest request, Presence presence) {
    long revision =
        transaction
            .list()
            .apply(
                List.of(
                    new Change.Exempted(
                        Exemptions.grant(transaction, request.address().toPrefix(), policy))));
    return new Confirmation.Delisted(
        RequestLedger.moveOrRetry(
            transaction,
            request,
            request.pressed(transaction.now(), revision),
            new Confirmed(presence),
            "confirmed by " + presence.name().toLowerCase(Locale.ROOT)));
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
            .map(OutboxMail::attempts)
            .orElse(0));
  }

  private static RequestStatus.Step step(RequestState state, AuditEntry entry) {
    return new RequestStatus.Step(state, entry.at());
  }
}
