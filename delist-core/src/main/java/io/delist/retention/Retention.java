package io.delist.retention;

import io.delist.mailbox.EmailAddress;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.store.TaskRegister.Task;
import io.delist.store.Transaction;
import io.delist.token.MailboxMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what need not be kept, as {@link RetentionPolicy} says; mailboxes whatever became of their
 * requests. In the place of a mailbox's address its {@linkplain io.delist.token.MailboxMark keyed
 * hash} stays. What is erased is in the audit log as counts.
 *
 * <p>Every node calls {@link #turn} as often as it likes; one of them does the work, once an hour.
 * What is left undone when it dies is done an hour later, and doing it twice changes nothing.
 *
 * <p><b>Cost:</b> transactions of at most 500 requests or 10,000 rows each. <b>Threads:</b> safe.
 * <b>Errors:</b> {@link io.delist.store.StoreException} when the store is away; call it again.
 */
public final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final int AT_ONCE = 500;
  private static final int MOST_TRANSACTIONS = 1_000;

  /** A request in one of these is over: nothing more is mailed, nothing is undone. */
  private static final List<RequestState> ENDED =
      List.of(
          RequestState.EXPIRED,
          RequestState.UNDELIVERABLE,
          RequestState.CANCELLED,
          RequestState.REFUSED,
          RequestState.CLOSED,
          RequestState.RELISTED);

  /** All others: a removal that no node ever serves, or no reviewer decides, ends here too. */
  private static final List<RequestState> UNDER_WAY =
      Stream.of(RequestState.values()).filter(state -> !ENDED.contains(state)).toList();

  private static final List<RequestState> FORGOTTEN =
      Stream.concat(ENDED.stream(), Stream.of(RequestState.REMOVED)).toList();

  private final Store store;
  private final MailboxMarks marks;
  private final RetentionPolicy policy;

  public Retention(Store store, MailboxMarks marks, RetentionPolicy policy) {
    this.store = store;
    this.marks = marks;
    this.policy = policy;
  }

  /**
   * What was erased.
   *
   * @param mailboxes addresses of mailboxes in requests
   * @param requests whole requests
   * @param changes rows of the log of changes
   * @param auditRows rows of the audit log
   * @param terms what listings said, which nothing refers to any more
   */
  public record Erased(int mailboxes, int requests, int changes, int auditRows, int terms) {

    static final Erased NOTHING = new Erased(0, 0, 0, 0, 0);

    boolean isNothing() {
      return equals(NOTHING);
    }

    Erased plus(Erased other) {
      return new Erased(
          mailboxes + other.mailboxes,
          requests + other.requests,
          changes + other.changes,
          auditRows + other.auditRows,
          terms + other.terms);
    }
  }

  /** Erases what is due, if it is this node's turn. */
  public Erased turn() {
    boolean ours =
        store.write(
            transaction ->
                transaction.tasks().claim(Task.RETENTION, transaction.now().plus(EVERY)));
    if (!ours) {
      return Erased.NOTHING;
    }
    Erased all = Erased.NOTHING;
    for (int i = 0; i < MOST_TRANSACTIONS; i++) {
      Erased some = store.write(this::some);
      if (some.isNothing()) {
        break;
      }
      all = all.plus(some);
    }
    if (!all.isNothing()) {
      LOG.info("retention: {}", all);
    }
    return all;
  }

  private Erased some(Transaction transaction) {
    Instant now = transaction.now();
    int mailboxes =
        eraseMailboxes(transaction, ENDED, now.minus(policy.mailbox()))
            + eraseMailboxes(transaction, UNDER_WAY, now.minus(policy.delistedMailbox()));
    int requests = transaction.requests().forget(FORGOTTEN, now.minus(policy.requests()), AT_ONCE);
    int changes =
        transaction
            .list()
            .forgetChanges(transaction.audit().lastRevisionBefore(now.minus(policy.changes())));
    int terms = transaction.list().forgetTerms();
    Duration audit = policy.audit();
    int auditRows = audit == null ? 0 : transaction.audit().cutBefore(now.minus(audit));
    Erased erased = new Erased(mailboxes, requests, changes, auditRows, terms);
    if (!erased.isNothing()) {
      transaction
          .audit()
          .append(new AuditEntry(now, "timer", "retention", null, null, null, text(erased)));
    }
    return erased;
  }

  private static String text(Erased erased) {
    return erased.mailboxes()
        + " mailboxes, "
        + erased.requests()
        + " requests, "
        + erased.changes()
        + " changes, "
        + erased.auditRows()
        + " audit rows, "
        + erased.terms()
        + " terms of listings";
  }

  /** The relay's words, which may name the mailbox, go with it. */
  private int eraseMailboxes(Transaction transaction, List<RequestState> states, Instant before) {
    List<DelistRequest> due = transaction.requests().withMailbox(states, before, AT_ONCE);
    for (DelistRequest request : due) {
      transaction
          .requests()
          .eraseMailbox(request.id(), EmailAddress.erased(marks.of(request.email()).text()));
      for (MailKind kind : MailKind.values()) {
        transaction.outbox().remove(request.id(), kind);
      }
    }
    return due.size();
  }
}
