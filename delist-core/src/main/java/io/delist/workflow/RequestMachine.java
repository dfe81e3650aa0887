package io.delist.workflow;

import static io.delist.store.RequestState.AWAITING_CONFIRMATION;
import static io.delist.store.RequestState.CANCELLED;
import static io.delist.store.RequestState.EXPIRED;
import static io.delist.store.RequestState.PENDING_MAIL;
import static io.delist.store.RequestState.RELISTED;
import static io.delist.store.RequestState.REMOVED;
import static io.delist.store.RequestState.REMOVING;
import static io.delist.store.RequestState.UNDELIVERABLE;

import io.delist.store.RequestState;
import io.delist.workflow.RequestEvent.Confirmed;
import io.delist.workflow.RequestEvent.Effective;
import io.delist.workflow.RequestEvent.MailAccepted;
import io.delist.workflow.RequestEvent.MailRefused;
import io.delist.workflow.RequestEvent.Relisted;
import io.delist.workflow.RequestEvent.TimeUp;
import io.delist.workflow.RequestEvent.WrongCode;

/**
 * What can follow what, as one pure function.
 *
 * <p>A request starts in {@code PENDING_MAIL}. When the relay takes the confirmation mail it is
 * {@code AWAITING_CONFIRMATION}. {@link Confirmed} leads from both (a link can be pressed before
 * the relay's answer is booked) to {@code REMOVING}, and is the only way there; {@link Effective}
 * from there to {@code REMOVED}. Newer evidence leads from these two to {@code RELISTED}. Before
 * the confirmation a request can end as {@code EXPIRED}, {@code UNDELIVERABLE} or, after the last
 * wrong code, {@code CANCELLED}. What does not fit changes nothing and says so.
 *
 * <p><b>Threads:</b> stateless.
 */
final class RequestMachine {

  private RequestMachine() {}

  /** What the event makes of a request in this state. Never throws. */
  static Transition next(RequestState state, RequestEvent event) {
    return switch (state) {
      case PENDING_MAIL -> {
        if (event instanceof MailAccepted) {
          yield moved(AWAITING_CONFIRMATION);
        }
        yield event instanceof MailRefused
            ? moved(UNDELIVERABLE)
            : beforeConfirmation(state, event);
      }
      case AWAITING_CONFIRMATION ->
          event instanceof MailAccepted ? done() : beforeConfirmation(state, event);
      case REMOVING -> event instanceof Effective ? moved(REMOVED) : afterwards(state, event);
      case REMOVED -> event instanceof Effective ? done() : afterwards(state, event);
      case RELISTED -> event instanceof Relisted ? done() : misfit(state, event);
      case EXPIRED -> event instanceof TimeUp ? done() : misfit(state, event);
      case UNDELIVERABLE -> event instanceof MailRefused ? done() : misfit(state, event);
      case CANCELLED -> misfit(state, event);
    };
  }

  private static Transition beforeConfirmation(RequestState state, RequestEvent event) {
    if (event instanceof Confirmed) {
      return moved(REMOVING);
    }
    if (event instanceof WrongCode wrong) {
      return moved(wrong.last() ? CANCELLED : state);
    }
    return event instanceof TimeUp ? moved(EXPIRED) : misfit(state, event);
  }

  private static Transition afterwards(RequestState state, RequestEvent event) {
    if (event instanceof Relisted) {
      return moved(RELISTED);
    }
    // The mail's acceptance may be booked after its link was pressed.
    return event instanceof Confirmed || event instanceof MailAccepted
        ? done()
        : misfit(state, event);
  }

  private static Transition moved(RequestState to) {
    return new Transition.Moved(to);
  }

  private static Transition done() {
    return new Transition.AlreadyDone();
  }

  private static Transition misfit(RequestState state, RequestEvent event) {
    return new Transition.Misfit(state, event);
  }
}
