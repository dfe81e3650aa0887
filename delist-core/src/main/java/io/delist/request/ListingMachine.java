package io.delist.request;

import static io.delist.request.Deed.*;
import static io.delist.request.Guard.*;
import static io.delist.request.ListingState.*;
import static io.delist.request.TransitionTable.again;
import static io.delist.request.TransitionTable.row;

import io.delist.request.ListingEvent.Delisted;
import io.delist.request.ListingEvent.ProbationOver;
import io.delist.request.ListingEvent.Purged;
import io.delist.request.ListingEvent.Reported;
import io.delist.request.ListingEvent.TimeUp;
import java.time.Instant;
import java.util.List;

/**
 * The life of what lists one address, from when it blocks to when it is settled; docs/workflow.md
 * has its picture. What lists an address after that is another listing and begins as {@code
 * ACTIVE}.
 *
 * <p>After a removal, evidence that is not newer never lists the address again; newer evidence does
 * and counts a strike.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class ListingMachine {

  static final TransitionTable<ListingState, ListingEvent> TABLE =
      new TransitionTable<>(
          List.of(
              row(ACTIVE, Delisted.class, ALWAYS, REMOVED, COUNT_DELISTING),
              row(ACTIVE, TimeUp.class, ALWAYS, EXPIRED),
              row(ACTIVE, Purged.class, ALWAYS, PURGED),
              again(ACTIVE, Reported.class, ALWAYS),
              //
              row(REMOVED, Reported.class, NEWER, RELISTED, COUNT_STRIKE),
              again(REMOVED, Reported.class, OLDER),
              row(REMOVED, ProbationOver.class, ALWAYS, CLEARED),
              again(REMOVED, Delisted.class, ALWAYS),
              again(REMOVED, TimeUp.class, ALWAYS),
              again(REMOVED, Purged.class, ALWAYS),
              //
              again(CLEARED, Reported.class, OLDER),
              again(CLEARED, ProbationOver.class, ALWAYS),
              again(RELISTED, Reported.class, ALWAYS),
              again(EXPIRED, TimeUp.class, ALWAYS),
              again(PURGED, Purged.class, ALWAYS)));

  private ListingMachine() {}

  /** What the event makes of a listing in this state at this time. Never throws. */
  public static Transition<ListingState, ListingEvent> next(
      ListingState state, ListingEvent event, Instant now, RequestPolicy policy) {
    return TABLE.next(state, event, now, policy);
  }
}
