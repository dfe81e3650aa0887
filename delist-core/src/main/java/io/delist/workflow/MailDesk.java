package io.delist.workflow;

import io.delist.limit.LimitReached;
import io.delist.limit.Limits;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.OutboxMail;
import io.delist.store.Store;
import io.delist.store.Transaction;
import io.delist.token.MailboxMark;
import io.delist.token.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The visitor's side of mail: to have the confirmation sent again, to see what the relay said, and
 * to say that no mail is ever to come again.
 *
 * <p><b>Threads:</b> safe. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is
 * away; nothing of the call then stands.
 */
public final class MailDesk {

  /** The audit log's action for a confirmation that was asked for again. */
  public static final String RESENT = "mail.resend";

  /** How often a request's confirmation is sent again. */
  public static final int MOST_RESENDS = 3;

  /** How far apart a request's mails are. */
  public static final Duration RESEND_PAUSE = Duration.ofSeconds(60);

  private final Store store;
  private final RequestProofs proofs;
  private final Limits limits;
  private final Runnable mailWaits;

  /**
   * @param limits what counts the mails that visitors ask for
   * @param mailWaits called after a mail was put into the outbox, to have it sent at once
   */
  public MailDesk(Store store, RequestProofs proofs, Limits limits, Runnable mailWaits) {
    this.store = store;
    this.proofs = proofs;
    this.limits = limits;
    this.mailWaits = mailWaits;
  }

  /** What became of the wish to have the confirmation sent again. */
  public sealed interface Resend {

    /**
     * It is on its way.
     *
     * @param left how often more it can be sent
     */
    record OnItsWay(int left) implements Resend {}

    /** The mail before has not been sent yet; it is tried again by itself. */
    record StillWaiting() implements Resend {}

    /**
     * It was sent a moment ago.
     *
     * @param at when to ask again
     */
    record TooSoon(Instant at) implements Resend {}

    /** It was sent as often as it is. */
    record UsedUp() implements Resend {}

    /** A rule or a limit stands against it. */
    record Refused(Refusal refusal) implements Resend {}

    /** There is no such request that waits for its confirmation, or another browser asked. */
    record NoSuchRequest() implements Resend {}
  }

  /**
   * Has the confirmation of a request sent again.
   *
   * @param browser the secret of the browser that wishes it, or null
   */
  public Resend resend(RequestId id, @Nullable String browser) {
    Resend resend = store.write(transaction -> resend(transaction, id, browser));
    if (resend instanceof Resend.OnItsWay) {
      mailWaits.run();
    }
    return resend;
  }

  private Resend resend(Transaction transaction, RequestId id, @Nullable String browser) {
    Optional<DelistRequest> found =
        transaction
            .requests()
            .find(id)
            .filter(request -> RequestProofs.isFrom(request, browser))
            .filter(request -> request.isOpenAt(transaction.now()));
    if (found.isEmpty()) {
      return new Resend.NoSuchRequest();
    }
    DelistRequest request = found.get();
    Optional<OutboxMail> kept = transaction.outbox().find(id, MailKind.CONFIRMATION);
    if (kept.isPresent() && !kept.get().refused()) {
      return new Resend.StillWaiting();
    }
    List<AuditEntry> story = transaction.audit().of(id);
    int before = resends(story);
    if (before >= MOST_RESENDS) {
      return new Resend.UsedUp();
    }
    Instant at = lastMail(story, request).plus(RESEND_PAUSE);
    if (at.isAfter(transaction.now())) {
      return new Resend.TooSoon(at);
    }
    Optional<Refusal> suppressed =
        StoredRules.mailboxSuppressed(transaction, proofs.marks().all(request.email()));
    if (suppressed.isPresent()) {
      RefusalAudit.book(transaction, request.address(), request.id(), suppressed.get());
      return new Resend.Refused(suppressed.get());
    }
    Optional<LimitReached> reached = limits.mail(transaction, request.email());
    if (reached.isPresent()) {
      Refusal limited = LimitRefusals.refusal(reached.get());
      RefusalAudit.book(transaction, request.address(), request.id(), limited);
      return new Resend.Refused(limited);
    }
    // One that the relay refused is kept for its words alone, until another goes out.
    transaction.outbox().remove(id, MailKind.CONFIRMATION);
    transaction.outbox().add(id, MailKind.CONFIRMATION);
    transaction
        .audit()
        .append(
            new AuditEntry(
                transaction.now(),
                "visitor",
                RESENT,
                id,
                request.address().toPrefix(),
                null,
                "resend " + (before + 1) + " of " + MOST_RESENDS));
    return new Resend.OnItsWay(MOST_RESENDS - before - 1);
  }

  private static int resends(List<AuditEntry> story) {
    return (int) story.stream().filter(entry -> entry.action().equals(RESENT)).count();
  }

  private static Instant lastMail(List<AuditEntry> story, DelistRequest request) {
    return story.stream()
        .filter(
            entry ->
                entry.action().startsWith(MailSettlement.MAIL) || entry.actor().equals("relay"))
        .map(AuditEntry::at)
        .max(Instant::compareTo)
        .orElse(request.createdAt());
  }

  /**
   * How often the confirmation can still be sent again, for the browser that asked; 0 for others.
   */
  public int resendsLeft(DelistRequest request, @Nullable String browser) {
    if (!RequestProofs.isFrom(request, browser)) {
      return 0;
    }
    return store.read(
        transaction ->
            request.isOpenAt(transaction.now())
                ? Math.max(0, MOST_RESENDS - resends(transaction.audit().of(request.id())))
                : 0);
  }

  /** What the relay said when it refused the confirmation for good; for the browser that asked. */
  public Optional<String> relaysWords(DelistRequest request, @Nullable String browser) {
    if (!RequestProofs.isFrom(request, browser)) {
      return Optional.empty();
    }
    return store.read(
        transaction ->
            transaction
                .outbox()
                .find(request.id(), MailKind.CONFIRMATION)
                .filter(OutboxMail::refused)
                .map(OutboxMail::lastFailure));
  }

  /** Whether the mailbox of this link is never mailed; empty if it is not a link of ours. */
  public Optional<Boolean> isSuppressed(String token) {
    return proofs
        .mailboxOf(token)
        .map(mark -> store.read(transaction -> transaction.suppressions().contains(List.of(mark))));
  }

  /**
   * The mailbox of this link is never mailed from now on.
   *
   * @return whether it is a link of ours
   */
  public boolean neverMail(String token) {
    return change(token, "mailbox.suppressed", true);
  }

  /**
   * The mailbox of this link may be mailed again.
   *
   * @return whether it is a link of ours
   */
  public boolean mailAgain(String token) {
    return change(token, "mailbox.allowed", false);
  }

  private boolean change(String token, String action, boolean suppress) {
    Optional<MailboxMark> mailbox = proofs.mailboxOf(token);
    mailbox.ifPresent(
        mark ->
            store.run(
                transaction -> {
                  if (transaction.suppressions().contains(List.of(mark)) != suppress) {
                    book(transaction, mark, action, suppress);
                  }
                }));
    return mailbox.isPresent();
  }

  private static void book(
      Transaction transaction, MailboxMark mark, String action, boolean suppress) {
    if (suppress) {
      transaction.suppressions().add(mark);
    } else {
      transaction.suppressions().remove(mark);
    }
    transaction
        .audit()
        .append(
            new AuditEntry(transaction.now(), "mailbox", action, null, null, null, "").about(mark));
  }
}
