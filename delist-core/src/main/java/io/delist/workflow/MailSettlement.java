package io.delist.workflow;

import io.delist.request.RequestEvent;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.Store;
import io.delist.store.Transaction;
import io.delist.token.RequestId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Books what became of mails. Each may be told twice and counts once.
 *
 * <p>A relay's words may name a mailbox. They are kept with the mail in the outbox, from where the
 * browser that asked sees them and where they are erased with the mailbox; the audit log has the
 * reply code alone.
 *
 * <p><b>Threads:</b> safe. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is
 * away; tell it again later.
 */
public final class MailSettlement {

  /** Before the kind of a mail in the audit log's actions. */
  static final String MAIL = "mail.";

  private static final Pattern REPLY_CODE =
      Pattern.compile("^[245][0-9]{2}(?:[ -][245]\\.[0-9]{1,3}\\.[0-9]{1,3})?");
  private static final String NO_KEY = "the key of its code is no longer used";
  private static final String RELAY = "relay";

  private final Store store;
  private final RequestLedger ledger;

  public MailSettlement(Store store, DelistPolicy policy) {
    this.store = store;
    this.ledger = new RequestLedger(policy);
  }

  /**
   * The codes at the start of a relay's reply, as in {@code 550 5.1.1}; {@code no reply code} if
   * there are none. They are all of a reply that may stand where a mailbox may not.
   */
  public static String replyCode(String words) {
    Matcher matcher = REPLY_CODE.matcher(words);
    return matcher.find() ? matcher.group() : "no reply code";
  }

  /** The relay has taken a mail. */
  public void taken(RequestId id, MailKind kind) {
    store.run(
        transaction -> {
          boolean waited = transaction.outbox().find(id, kind).isPresent();
          transaction.outbox().remove(id, kind);
          boolean moved = move(transaction, id, kind, new RequestEvent.MailAccepted(), "");
          if (waited && !moved) {
            audit(transaction, id, MAIL + kind, RELAY, Optional.empty(), "");
          }
        });
  }

  /**
   * The relay has refused a mail for good.
   *
   * @param words what it said
   */
  public void refused(RequestId id, MailKind kind, String words) {
    String code = replyCode(words);
    store.run(
        transaction -> {
          if (!move(transaction, id, kind, new RequestEvent.MailRefused(), code)) {
            audit(transaction, id, MAIL + kind + ".refused", RELAY, Optional.empty(), code);
          }
          // A request that ends drops its mail; this one stays for its words.
          if (transaction.outbox().find(id, kind).isEmpty()) {
            transaction.outbox().add(id, kind);
          }
          transaction.outbox().refuse(id, kind, words);
        });
  }

  /** A mail was not sent, since its mailbox is never to be mailed. */
  public void suppressed(RequestId id, MailKind kind) {
    store.run(
        transaction -> {
          transaction.outbox().remove(id, kind);
          move(
              transaction,
              id,
              kind,
              new RequestEvent.MailRefused(),
              BuiltInRule.MAILBOX_SUPPRESSED.id());
          audit(
              transaction,
              id,
              MAIL + kind + ".suppressed",
              "outbox",
              Optional.of(BuiltInRule.MAILBOX_SUPPRESSED.id()),
              "");
        });
  }

  /**
   * A mail can never be written: the key that its code was made with is disabled or destroyed. A
   * request that waited for its first mail is undeliverable; one that was mailed before ends as its
   * link does.
   */
  public void unwritable(RequestId id, MailKind kind) {
    store.run(
        transaction -> {
          transaction.outbox().remove(id, kind);
          move(transaction, id, kind, new RequestEvent.MailRefused(), NO_KEY);
          audit(transaction, id, MAIL + kind + ".unwritable", "outbox", Optional.empty(), NO_KEY);
        });
  }

  /** A mail was given up after so many attempts. */
  public void givenUp(RequestId id, MailKind kind, int attempts) {
    store.run(
        transaction -> {
          transaction.outbox().remove(id, kind);
          move(transaction, id, kind, new RequestEvent.MailRefused(), "given up");
          audit(
              transaction,
              id,
              MAIL + kind + ".given-up",
              "outbox",
              Optional.empty(),
              attempts + " attempts");
        });
  }

  /** Only the confirmation moves its request on. */
  private boolean move(
      Transaction transaction, RequestId id, MailKind kind, RequestEvent event, String detail) {
    return kind == MailKind.CONFIRMATION
        && transaction
            .requests()
            .find(id)
            .flatMap(request -> ledger.move(transaction, request, event, RELAY, detail))
            .isPresent();
  }

  private static void audit(
      Transaction transaction,
      RequestId id,
      String action,
      String actor,
      Optional<String> rule,
      String detail) {
    AuditEntry entry =
        new AuditEntry(
            transaction.now(),
            actor,
            action,
            id,
            transaction
                .requests()
                .find(id)
                .map(DelistRequest::address)
                .map(address -> address.toPrefix())
                .orElse(null),
            null,
            detail);
    transaction.audit().append(rule.map(entry::by).orElse(entry));
  }
}
