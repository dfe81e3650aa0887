package io.delist.workflow;

import io.delist.limit.LimitReached;
import io.delist.request.RequestEvent;
import io.delist.request.RequestMachine;
import io.delist.request.Transition;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.RequestTimer;
import io.delist.store.TimerKind;
import io.delist.store.Transaction;
import io.delist.token.MailboxMark;
import io.delist.token.RequestId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves requests on inside a transaction: the machine decides, one conditional update writes, one
 * audit row tells, and then the machine's effects are done. The only place that changes a request's
 * state.
 *
 * <p>An event that may end in a change of the list wants the list's lock: the caller takes it
 * before it reads the request.
 */
final class RequestLedger {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLedger.class);
  private static final String STATE_ACTION = "request.";

  /** Before the action of an event that left the state as it was: no step of the history. */
  private static final String SAME_STATE = "still.";

  /** A request changes a handful of times in its life. */
  private static final int MOST_ATTEMPTS = 5;

  private final DelistPolicy policy;
  private final RequestEffects effects;

  RequestLedger(DelistPolicy policy) {
    this.policy = policy;
    this.effects = new RequestEffects(policy);
  }

  /** Keeps a new request. */
  void open(Transaction transaction, DelistRequest request, MailboxMark mailbox) {
    transaction.requests().insert(request);
    transaction.audit().append(entry(transaction, request, "", "visitor", "").about(mailbox));
  }

  /**
   * Lets the event happen to the request.
   *
   * @param read the request as it was read in this transaction
   * @param next the same, fields besides the state already as they are to be written
   * @return the request as it is now, or empty if the event changes nothing or somebody else was
   *     first
   */
  Optional<DelistRequest> move(
      Transaction transaction,
      DelistRequest read,
      DelistRequest next,
      RequestEvent event,
      String actor,
      String detail) {
    Transition<RequestState, RequestEvent> transition =
        RequestMachine.next(read.state(), event, transaction.now(), policy.requests());
    if (!(transition instanceof Transition.Moved<RequestState, RequestEvent> moved)) {
      return Optional.empty();
    }
    DelistRequest written =
        moved.to() == read.state() ? next : next.in(moved.to(), transaction.now());
    if (!transaction.requests().replace(read, written)) {
      return Optional.empty();
    }
    // The row is ours now: what follows is done by nobody else.
    DelistRequest done = effects.perform(transaction, written, moved.effects());
    audit(transaction, done, done.state() == read.state() ? SAME_STATE : "", actor, detail);
    return Optional.of(done);
  }

  /** {@link #move} by the visitor of a request that the event fitted when it was read. */
  DelistRequest moveOrRetry(
      Transaction transaction,
      DelistRequest read,
      DelistRequest next,
      RequestEvent event,
      String detail) {
    return move(transaction, read, next, event, "visitor", detail)
        .orElseThrow(() -> new RequestChangedException(read.id()));
  }

  /** Runs work on a request anew, in a new transaction, when somebody else was first. */
  static <T> T retrying(Supplier<T> work) {
    for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        return work.get();
      } catch (RequestChangedException e) {
        LOG.debug("once more: {}", e.getMessage());
      }
    }
    return work.get();
  }

  /** Somebody else moved the request on between its reading and its writing. */
  private static final class RequestChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestChangedException(RequestId id) {
      super("request " + id + " was changed by somebody else meanwhile");
    }
  }

  /** {@link #move} for an event that changes the state alone. */
  Optional<DelistRequest> move(
      Transaction transaction,
      DelistRequest read,
      RequestEvent event,
      String actor,
      String detail) {
    return move(transaction, read, read, event, actor, detail);
  }

  /**
   * Lets a hold go on until a limit about delistings has room again; the state stays, so no event
   * happens.
   */
  void holdOn(Transaction transaction, DelistRequest read, LimitReached reached, String actor) {
    Instant until = reached.retryAt();
    DelistRequest next = read.with(read.casework().held(until));
    transaction.timers().set(new RequestTimer(read.id(), TimerKind.HOLD_OVER, until));
    if (transaction.requests().replace(read, next)) {
      transaction
          .audit()
          .append(
              entry(transaction, next, SAME_STATE, actor, "hold over; held on until " + until)
                  .by(reached.limit().id()));
    }
  }

  private static void audit(
      Transaction transaction,
      DelistRequest request,
      String prefixOfAction,
      String actor,
      String detail) {
    transaction.audit().append(entry(transaction, request, prefixOfAction, actor, detail));
  }

  private static AuditEntry entry(
      Transaction transaction,
      DelistRequest request,
      String prefixOfAction,
      String actor,
      String detail) {
    AuditEntry entry =
        new AuditEntry(
            transaction.now(),
            actor,
            prefixOfAction + STATE_ACTION + request.state(),
            request.id(),
            request.address().toPrefix(),
            request.revision(),
            detail);
    return request.state() == RequestState.REFUSED
        ? entry.by(request.casework().refusedBy())
        : entry;
  }

  /** The state that an audit row tells of, if it tells of one. */
  static Optional<RequestState> stateIn(AuditEntry entry) {
    return entry.action().startsWith(STATE_ACTION)
        ? Optional.of(RequestState.valueOf(entry.action().substring(STATE_ACTION.length())))
        : Optional.empty();
  }
}
