package io.delist.spring;

import io.delist.blocklist.AllowEntry;
import io.delist.net.IpPrefix;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.workflow.FeedReload;
import io.delist.workflow.ListingDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings into the store what the configuration says of the list: the allowlist first, so that no
 * feed blocks what is on it, then the feeds.
 *
 * <p>If the store is away it is tried again later. <b>Threads:</b> safe.
 */
final class ConfiguredList {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredList.class);

  /** Marks the allowlist entries that come from the configuration and go with it. */
  static final String COMMENT = "delist.allowlist";

  private final Store store;
  private final ListingDesk desk;
  private final FeedReload reload;
  private final List<IpPrefix> allowlist;
  private final List<FeedFile> waiting;
  private boolean done;

  ConfiguredList(
      Store store,
      ListingDesk desk,
      FeedReload reload,
      List<IpPrefix> allowlist,
      List<FeedFile> feeds) {
    this.store = store;
    this.desk = desk;
    this.reload = reload;
    this.allowlist = allowlist;
    this.waiting = new ArrayList<>(feeds);
  }

  /** Does it, unless it is done. */
  synchronized void bringIn() {
    if (done) {
      return;
    }
    try {
      syncAllowlist();
    } catch (StoreException e) {
      LOG.warn(
          "the allowlist and the feeds of the configuration wait: the store is away ({})",
          e.getMessage());
      return;
    }
    waiting.removeIf(feed -> !mustWait(reload.load(feed.file(), feed.grounds())));
    done = waiting.isEmpty();
  }

  private static boolean mustWait(FeedReload.Outcome outcome) {
    return outcome instanceof FeedReload.Outcome.Kept kept && kept.tryAgain();
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
