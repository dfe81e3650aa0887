package io.delist.request;

import static io.delist.request.Deed.*;
import static io.delist.request.Guard.*;
import static io.delist.request.TransitionTable.again;
import static io.delist.request.TransitionTable.row;
import static io.delist.store.RequestState.*;

import io.delist.request.RequestEvent.Answered;
import io.delist.request.RequestEvent.Appealed;
import io.delist.request.RequestEvent.Approved;
import io.delist.request.RequestEvent.Asked;
import io.delist.request.RequestEvent.Confirmed;
import io.delist.request.RequestEvent.Effective;
import io.delist.request.RequestEvent.HoldOver;
import io.delist.request.RequestEvent.MailAccepted;
import io.delist.request.RequestEvent.MailRefused;
import io.delist.request.RequestEvent.ProbationOver;
import io.delist.request.RequestEvent.Refused;
import io.delist.request.RequestEvent.Relisted;
import io.delist.request.RequestEvent.ReviewBreach;
import io.delist.request.RequestEvent.ReviewLate;
import io.delist.request.RequestEvent.Stopped;
import io.delist.request.RequestEvent.TimeUp;
import io.delist.request.RequestEvent.WrongCode;
import io.delist.store.RequestState;
import java.time.Instant;
import java.util.List;

/**
 * The life of a request, as one pure function over one table; docs/workflow.md has its picture.
 *
 * <p>A request starts in {@code PENDING_MAIL}. Only {@link Confirmed} leads on to a removal: at
 * once, or after a hold that ends by itself, or after a reviewer's word, as the address stands on
 * the ladder. {@code REMOVING} lasts until every mail node serves the delisting; {@code REMOVED}
 * until the probation ends, or newer evidence lists the address again. What does not fit changes
 * nothing and says so.
 *
 * <p><b>Threads:</b> stateless. <b>Cost:</b> a walk over some sixty rows.
 */
public final class RequestMachine {

  static final TransitionTable<RequestState, RequestEvent> TABLE =
      new TransitionTable<>(
          List.of(
              row(PENDING_MAIL, MailAccepted.class, ALWAYS, AWAITING_CONFIRMATION),
              row(PENDING_MAIL, MailRefused.class, ALWAYS, UNDELIVERABLE, DROP_LINK),
              // A link can be pressed before the relay's answer is booked.
              row(PENDING_MAIL, Confirmed.class, AT_ONCE, REMOVING, DROP_LINK, EXEMPT),
              row(PENDING_MAIL, Confirmed.class, AFTER_HOLD, HELD, START_HOLD, SOFTEN, MAIL_HELD),
              row(
                  PENDING_MAIL,
                  Confirmed.class,
                  AFTER_REVIEW,
                  IN_REVIEW,
                  START_REVIEW,
                  SOFTEN,
                  MAIL_IN_REVIEW),
              row(PENDING_MAIL, WrongCode.class, MORE_CODES, PENDING_MAIL),
              row(PENDING_MAIL, WrongCode.class, LAST_CODE, CANCELLED, DROP_LINK),
              row(PENDING_MAIL, TimeUp.class, ALWAYS, EXPIRED, DROP_LINK),
              //
              again(AWAITING_CONFIRMATION, MailAccepted.class, ALWAYS),
              row(AWAITING_CONFIRMATION, Confirmed.class, AT_ONCE, REMOVING, EXEMPT),
              row(
                  AWAITING_CONFIRMATION,
                  Confirmed.class,
                  AFTER_HOLD,
                  HELD,
                  START_HOLD,
                  SOFTEN,
                  MAIL_HELD),
              row(
                  AWAITING_CONFIRMATION,
                  Confirmed.class,
                  AFTER_REVIEW,
                  IN_REVIEW,
                  START_REVIEW,
                  SOFTEN,
                  MAIL_IN_REVIEW),
              row(AWAITING_CONFIRMATION, WrongCode.class, MORE_CODES, AWAITING_CONFIRMATION),
              row(AWAITING_CONFIRMATION, WrongCode.class, LAST_CODE, CANCELLED),
              row(AWAITING_CONFIRMATION, TimeUp.class, ALWAYS, EXPIRED),
              //
              again(HELD, MailAccepted.class, ALWAYS),
              again(HELD, Confirmed.class, ALWAYS),
              row(HELD, HoldOver.class, ALWAYS, REMOVING, STOP_TIMERS, HARDEN, EXEMPT),
              row(HELD, Approved.class, ALWAYS, REMOVING, STOP_TIMERS, HARDEN, EXEMPT),
              row(HELD, Stopped.class, ALWAYS, REFUSED, STOP_TIMERS, HARDEN, MAIL_REFUSED),
              row(HELD, Refused.class, ALWAYS, REFUSED, STOP_TIMERS, HARDEN, MAIL_REFUSED),
              //
              again(IN_REVIEW, MailAccepted.class, ALWAYS),
              again(IN_REVIEW, Confirmed.class, ALWAYS),
              row(IN_REVIEW, Asked.class, ALWAYS, IN_REVIEW, MAIL_QUESTION),
              row(IN_REVIEW, Answered.class, ALWAYS, IN_REVIEW),
              row(IN_REVIEW, WrongCode.class, ALWAYS, IN_REVIEW),
              row(IN_REVIEW, ReviewLate.class, ALWAYS, IN_REVIEW),
              row(IN_REVIEW, ReviewBreach.class, ALWAYS, IN_REVIEW),
              row(IN_REVIEW, Approved.class, ALWAYS, REMOVING, STOP_TIMERS, HARDEN, EXEMPT),
              row(IN_REVIEW, Refused.class, ALWAYS, REFUSED, STOP_TIMERS, HARDEN, MAIL_REFUSED),
              //
              row(REFUSED, Appealed.class, APPEAL_LEFT, IN_REVIEW, START_REVIEW, MAIL_IN_REVIEW),
              row(REFUSED, WrongCode.class, ALWAYS, REFUSED),
              again(REFUSED, Refused.class, ALWAYS),
              again(REFUSED, Stopped.class, ALWAYS),
              again(REFUSED, MailAccepted.class, ALWAYS),
              //
              row(REMOVING, Effective.class, ALWAYS, REMOVED, START_PROBATION, MAIL_REMOVED),
              row(REMOVING, Relisted.class, ALWAYS, RELISTED, STOP_TIMERS, MAIL_RELISTED),
              again(REMOVING, MailAccepted.class, ALWAYS),
              again(REMOVING, Confirmed.class, ALWAYS),
              again(REMOVING, HoldOver.class, ALWAYS),
              again(REMOVING, Approved.class, ALWAYS),
              //
              row(REMOVED, ProbationOver.class, ALWAYS, CLOSED, STOP_TIMERS),
              row(REMOVED, Relisted.class, ALWAYS, RELISTED, STOP_TIMERS, MAIL_RELISTED),
              again(REMOVED, Effective.class, ALWAYS),
              again(REMOVED, MailAccepted.class, ALWAYS),
              again(REMOVED, Confirmed.class, ALWAYS),
              again(REMOVED, HoldOver.class, ALWAYS),
              again(REMOVED, Approved.class, ALWAYS),
              //
              again(CLOSED, ProbationOver.class, ALWAYS),
              again(CLOSED, Effective.class, ALWAYS),
              again(CLOSED, Confirmed.class, ALWAYS),
              again(RELISTED, Relisted.class, ALWAYS),
              again(EXPIRED, TimeUp.class, ALWAYS),
              again(UNDELIVERABLE, MailRefused.class, ALWAYS)));

  private RequestMachine() {}

  /** What the event makes of a request in this state at this time. Never throws. */
  public static Transition<RequestState, RequestEvent> next(
      RequestState state, RequestEvent event, Instant now, RequestPolicy policy) {
    return TABLE.next(state, event, now, policy);
  }
}
