package io.delist.workflow;

import io.delist.blocklist.Guard;
import io.delist.blocklist.Objection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a feed stands.
 *
 * @param feed which one
 * @param lookedAt when its place was last looked at, or null
 * @param loadedAt when a list of it was last loaded, also again as it was found unchanged, or null
 *     if none was since the start
 * @param outcome what became of the last list that was found, or null if none was
 * @param trouble why there is no list to be had at its place, or null if there is
 */
public record FeedStatus(
    Feed feed,
    @Nullable Instant lookedAt,
    @Nullable Instant loadedAt,
    FeedReload.@Nullable Outcome outcome,
    @Nullable String trouble) {

  /** In one word. */
  public enum State {
    /** Nothing was found yet. */
    WAITING,
    /** The last list that was found serves. */
    SERVING,
    /** Guards hold the last list that was found; the one before it serves. */
    HELD,
    /** The last list is not to be had or not to be used; the one before it serves. */
    KEPT
  }

  public State state() {
    if (outcome instanceof FeedReload.Outcome.Held) {
      return State.HELD;
    }
    if (trouble != null || outcome instanceof FeedReload.Outcome.Kept) {
      return State.KEPT;
    }
    return outcome == null ? State.WAITING : State.SERVING;
  }

  /** What stands against serving the last list, for an operator; empty if nothing does. */
  public String why() {
    if (outcome instanceof FeedReload.Outcome.Held held) {
      return FeedLog.words(held);
    }
    if (trouble != null) {
      return trouble;
    }
    return outcome instanceof FeedReload.Outcome.Kept kept ? kept.why() : "";
  }

  /** The guards that hold the last list; none if it is not held. */
  public List<Guard> guards() {
    return outcome instanceof FeedReload.Outcome.Held held
        ? held.objections().stream().map(Objection::guard).distinct().toList()
        : List.of();
  }

  /** The list before and after, of the last one that served or is held; null if there is none. */
  public @Nullable SourceCounts counts() {
    if (outcome instanceof FeedReload.Outcome.Held held) {
      return held.counts();
    }
    return outcome instanceof FeedReload.Outcome.Loaded loaded ? loaded.counts() : null;
  }

  /** Whether it is worth looking again soon: the place or the store is away. */
  public boolean isFailing() {
    return trouble != null || (outcome instanceof FeedReload.Outcome.Kept kept && kept.tryAgain());
  }
}
