package io.delist.workflow;

import io.delist.fetch.ListPlace;
import io.delist.fetch.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one source's list up to date with a place: looks there, loads what is new, and remembers
 * what became of it. The list that serves goes on doing so until a new one is whole, has passed the
 * guards and is written.
 *
 * <p>A list that is found unchanged still has its entries. So where they have a {@linkplain
 * ListingDesk.Grounds#life() life}, the list that serves is loaded again when a tenth of it has
 * passed, but not while the last list that was found is held or not to be used.
 *
 * <p>Somebody has to call {@link #turn} again and again; the Spring starter does. <b>Threads:</b>
 * safe; a turn and an acceptance wait for each other.
 */
public final class FeedKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(FeedKeeper.class);

  private final Feed feed;
  private final ListPlace place;
  private final FeedReload reload;
  private final InstantSource clock;
  private @Nullable Path held;
  private @Nullable Serving serving;
  private volatile FeedStatus status;

  /**
   * The last list that was found, if it serves.
   *
   * @param file where it is kept
   * @param since when it was loaded
   */
  private record Serving(Path file, Instant since) {}

  /**
   * @param place its own: no other keeper looks there
   * @param clock says when it looked, for reports
   */
  public FeedKeeper(Feed feed, ListPlace place, FeedReload reload, InstantSource clock) {
    this.feed = feed;
    this.place = place;
    this.reload = reload;
    this.clock = clock;
    this.status = new FeedStatus(feed, null, null, null, null);
  }

  public Feed feed() {
    return feed;
  }

  /** Whether a look may take long, as one over the network does. */
  public boolean isSlow() {
    return place.isSlow();
  }

  /** How it stands; never waits. */
  public FeedStatus status() {
    return status;
  }

  /**
   * Brings in the last good list that the place keeps, if it keeps one: for a source that lists
   * nothing, as in a store that forgets or was restored, before anything can be fetched.
   */
  public synchronized void bringInLastGood() {
    Optional<Path> good = place.lastGood();
    if (good.isPresent()) {
      FeedReload.Outcome outcome = reload.load(good.get(), feed);
      Instant now = clock.instant();
      boolean loaded = outcome instanceof FeedReload.Outcome.Loaded;
      held = outcome instanceof FeedReload.Outcome.Held ? good.get() : null;
      serving = loaded ? new Serving(good.get(), now) : null;
      Instant loadedAt = loaded ? now : status.loadedAt();
      status = new FeedStatus(feed, status.lookedAt(), loadedAt, outcome, null);
    }
  }

  /** Looks once, and loads what is new. Never throws for what may go wrong with place or store. */
  public synchronized FeedStatus turn() {
    Look look = place.look();
    Serving present = serving;
    if (look instanceof Look.Unchanged && present != null && isToBeRenewed(present)) {
      settle(present.file(), false);
      look = place.look();
    }
    if (look instanceof Look.Found found) {
      loadFound(found.file());
    } else if (look instanceof Look.Failed failed) {
      trouble(failed.why());
    } else {
      trouble(null);
    }
    return status;
  }

  private boolean isToBeRenewed(Serving present) {
    Duration life = feed.grounds().life();
    return life != null && clock.instant().isAfter(present.since().plus(EntryTerms.step(life)));
  }

  private void loadFound(Path file) {
    boolean judged = false;
    try {
      FeedReload.Outcome outcome = reload.load(file, feed);
      judged = true;
      judge(file, outcome);
    } finally {
      if (!judged) {
        settle(file, false);
      }
    }
  }

  /**
   * Accepts the list that is held, on an operator's word.
   *
   * @param fingerprint the one that the report names; another list than that is held again
   */
  public synchronized FeedReload.Outcome accept(String fingerprint) {
    Path file = held;
    if (file == null) {
      return new FeedReload.Outcome.Kept(
          "no list is held, so there is none to accept", List.of(), false);
    }
    FeedReload.Outcome outcome = reload.accept(file, feed, fingerprint);
    judge(file, outcome);
    return outcome;
  }

  private void judge(Path file, FeedReload.Outcome outcome) {
    Instant now = clock.instant();
    held = outcome instanceof FeedReload.Outcome.Held ? file : null;
    serving = null;
    if (outcome instanceof FeedReload.Outcome.Loaded) {
      boolean kept = settle(file, true);
      serving = new Serving(kept ? place.lastGood().orElse(file) : file, now);
    } else if (outcome instanceof FeedReload.Outcome.Kept kept && kept.tryAgain()) {
      settle(file, false);
    }
    Instant loadedAt = outcome instanceof FeedReload.Outcome.Loaded ? now : status.loadedAt();
    status = new FeedStatus(feed, now, loadedAt, outcome, null);
  }

  private boolean settle(Path file, boolean serves) {
    try {
      place.settle(file, serves);
      return true;
    } catch (IOException e) {
      LOG.warn(
          "feed {} as {}: serves, but cannot be kept for a start without network",
          feed.name(),
          feed.grounds().source(),
          e);
      return false;
    }
  }

  /** Said once when it begins and once when it ends. */
  private void trouble(@Nullable String why) {
    String before = status.trouble();
    if (why != null && !why.equals(before)) {
      LOG.error(
          "feed {} as {}: {}; the previous list stays in service",
          feed.name(),
          feed.grounds().source(),
          why);
    } else if (why == null && before != null) {
      LOG.info("feed {} as {}: is to be had again", feed.name(), feed.grounds().source());
    }
    status = new FeedStatus(feed, clock.instant(), status.loadedAt(), status.outcome(), why);
  }
}
