package io.delist.request;

import java.time.Instant;

/** What can happen to the listing of one address. */
public sealed interface ListingEvent {

  /** A request takes the address off. */
  record Delisted() implements ListingEvent {}

  /**
   * A source lists the address, anew or once more.
   *
   * @param evidenceAt when what it rests on was seen
   * @param cutoff only evidence after this lists an address again that was taken off
   */
  record Reported(Instant evidenceAt, Instant cutoff) implements ListingEvent {

    /** Whether it rests on something that the removal did not settle. */
    public boolean isNewer() {
      return evidenceAt.isAfter(cutoff);
    }
  }

  /** No newer evidence came in the time of probation. */
  record ProbationOver() implements ListingEvent {}

  /** The listing's time is over. */
  record TimeUp() implements ListingEvent {}

  /** The source, or an operator, takes the listing back. */
  record Purged() implements ListingEvent {}
}
