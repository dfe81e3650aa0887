package io.delist.spring;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.workflow.FeedKeeper;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.ListOutcome;
import io.delist.workflow.ListingDesk;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings into the store what the configuration says of the list: the allowlist first, so that no
 * feed blocks what is on it, then the feeds as they are on this machine. Those that are fetched
 * come later; of a source that lists nothing, the list that was fetched last is brought in.
 *
 * <p>If the store is away it is tried again later. <b>Threads:</b> safe.
 */
final class ConfiguredList {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredList.class);
  private static final String FEED_SOURCE = "feed:";

  /** Marks the allowlist entries that come from the configuration and go with it. */
  static final String COMMENT = "delist.allowlist";

  private final Store store;
  private final ListingDesk desk;
  private final FeedKeepers feeds;
  private final List<IpPrefix> allowlist;
  private final List<Source> removed;
  private boolean done;

  /**
   * @param removed sources whose lists go
   */
  ConfiguredList(
      Store store,
      ListingDesk desk,
      FeedKeepers feeds,
      List<IpPrefix> allowlist,
      List<Source> removed) {
    this.store = store;
    this.desk = desk;
    this.feeds = feeds;
    this.allowlist = allowlist;
    this.removed = removed;
  }

  /**
   * Does it, unless it is done.
   *
   * @return whether it is done: until then no feed may be loaded
   */
  synchronized boolean bringIn() {
    if (!done) {
      try {
        syncAllowlist();
        removed.forEach(this::takeOff);
        bringIn(store.read(transaction -> transaction.list().countBySource()));
        done = true;
      } catch (StoreException e) {
        LOG.warn(
            "the allowlist and the feeds of the configuration wait: the store is away ({})",
            e.getMessage());
      }
    }
    return done;
  }

  private void takeOff(Source source) {
    if (desk.takeOffAllOf(source) instanceof ListOutcome.Done gone) {
      LOG.info("source {}: {} prefixes taken off by removed-feeds", source, gone.changes());
    }
  }

  private void bringIn(SortedMap<Source, Long> counts) {
    for (FeedKeeper keeper : feeds.all()) {
      if (!counts.containsKey(keeper.feed().grounds().source())) {
        keeper.bringInLastGood();
      }
      if (!keeper.isSlow()) {
        keeper.turn();
      }
    }
    counts.forEach(
        (source, count) -> {
          if (source.name().startsWith(FEED_SOURCE) && feeds.of(source).isEmpty()) {
            LOG.warn(
                "source {} lists {} prefixes and is none of delist.feeds; they stay listed:"
                    + " take them off with delist.removed-feeds={} or with"
                    + " DELETE /actuator/blocklist/feeds/{}",
                source,
                count,
                source,
                source);
          }
        });
  }

  private void syncAllowlist() {
    Map<IpPrefix, AllowEntry> present =
        store.read(transaction -> transaction.list().allowlist()).stream()
            .collect(Collectors.toMap(AllowEntry::prefix, Function.identity()));
    // What an operator allowed stays the operator's, also when the configuration names it too.
    allowlist.stream()
        .filter(prefix -> !present.containsKey(prefix))
        .forEach(prefix -> desk.allow(new AllowEntry(prefix, COMMENT)));
    present.values().stream()
        .filter(entry -> entry.comment().equals(COMMENT) && !allowlist.contains(entry.prefix()))
        .forEach(entry -> desk.disallow(entry.prefix()));
  }
}
