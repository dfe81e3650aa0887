package io.delist.spring;

import io.delist.blocklist.Source;
import io.delist.fetch.FetchLimits;
import io.delist.workflow.FeedKeeper;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.FeedReload;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes the feeds of the configuration. */
final class ConfiguredFeeds {

  private static final String DIRECTORY = "feeds";
  private static final String REMOVED = "delist.removed-feeds";

  private ConfiguredFeeds() {}

  static FeedKeepers keepers(DelistProperties properties, FeedReload reload, InstantSource clock) {
    FetchLimits limits = limits(properties.fetch());
    Path directory =
        InvalidPropertyException.reading(
            "delist.data-dir",
            properties.dataDir(),
            () -> Path.of(properties.dataDir(), DIRECTORY));
    return new FeedKeepers(
        ConfiguredFeed.read(properties.feeds()).stream()
            .map(
                feed ->
                    new FeedKeeper(
                        feed.feed(),
                        feed.location().place(limits, directory, fileName(feed.source()), clock),
                        reload,
                        clock))
            .toList());
  }

  /** Not every file system takes a colon, and no source has this sign. */
  private static String fileName(Source source) {
    return source.name().replace(':', '=');
  }

  static List<FeedSchedule.Turn> turns(DelistProperties properties, FeedKeepers keepers) {
    List<FeedSchedule.Turn> turns = new ArrayList<>();
    for (ConfiguredFeed feed : ConfiguredFeed.read(properties.feeds())) {
      keepers
          .of(feed.source())
          .ifPresent(keeper -> turns.add(new FeedSchedule.Turn(keeper, feed.refresh())));
    }
    return turns;
  }

  private static FetchLimits limits(DelistProperties.Fetch fetch) {
    return InvalidPropertyException.reading(
        "delist.fetch",
        fetch,
        () ->
            new FetchLimits(fetch.connectTime(), fetch.totalTime(), fetch.largestSize().toBytes()));
  }

  /** The sources whose lists are to go; one that is a feed as well contradicts itself. */
  static List<Source> removed(DelistProperties properties) {
    List<ConfiguredFeed> feeds = ConfiguredFeed.read(properties.feeds());
    List<Source> removed = new ArrayList<>();
    for (int i = 0; i < properties.removedFeeds().size(); i++) {
      String name = properties.removedFeeds().get(i);
      String property = REMOVED + "[" + i + "]";
      Source source = InvalidPropertyException.reading(property, name, () -> new Source(name));
      for (int j = 0; j < feeds.size(); j++) {
        if (feeds.get(j).source().equals(source)) {
          throw new InvalidPropertyException(
              property, name, "delist.feeds[" + j + "] has this source; leave one of the two out");
        }
      }
      removed.add(source);
    }
    return removed;
  }
}
