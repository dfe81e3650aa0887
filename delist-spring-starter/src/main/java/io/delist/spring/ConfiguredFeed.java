package io.delist.spring;

import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.feed.FeedFormat;
import io.delist.net.IpAddress;
import io.delist.workflow.Feed;
import io.delist.workflow.ListingDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feed of the configuration.
 *
 * @param feed what is read, and what is said of it
 * @param location where it is
 * @param refresh how often to look there
 * @param mustBeListed its canaries
 */
record ConfiguredFeed(
    Feed feed, FeedLocation location, Duration refresh, List<IpAddress> mustBeListed) {

  private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);
  private static final Duration LONGEST_REFRESH = Duration.ofDays(30);

  /** The feeds of the configuration; two of one source would undo each other and are refused. */
  static List<ConfiguredFeed> read(List<DelistProperties.Feed> feeds) {
    List<ConfiguredFeed> configured = new ArrayList<>();
    Map<Source, String> propertyOf = new HashMap<>();
    for (int i = 0; i < feeds.size(); i++) {
      String property = "delist.feeds[" + i + "]";
      ConfiguredFeed feed = read(property, feeds.get(i));
      String other = propertyOf.putIfAbsent(feed.source(), property);
      if (other != null) {
        throw new InvalidPropertyException(
            property + ".source",
            feed.source(),
            other + " has the same source, and each would replace the other's list; name another");
      }
      configured.add(feed);
    }
    return List.copyOf(configured);
  }

  private static ConfiguredFeed read(String property, DelistProperties.Feed feed) {
    FeedLocation location = FeedLocation.read(property + ".location", feed.location());
    String name = feed.source() == null ? location.sourceName() : feed.source();
    Source source =
        InvalidPropertyException.reading(property + ".source", name, () -> new Source(name));
    ReasonCode code =
        InvalidPropertyException.reading(
            property + ".reason-code", feed.reasonCode(), () -> new ReasonCode(feed.reasonCode()));
    FeedFormat format =
        InvalidPropertyException.reading(
            property + ".format", feed.format(), () -> FeedFormat.ofId(feed.format()));
    String reason = reason(property + ".reason", feed);
    return new ConfiguredFeed(
        new Feed(
            location.name(),
            format,
            new ListingDesk.Grounds(source, code, reason, null, null),
            feed.allowWide()),
        location,
        refresh(property + ".refresh", feed.refresh(), location),
        Prefixes.addresses(property + ".must-be-listed", feed.mustBeListed()));
  }

  private static Duration refresh(
      String property, @Nullable Duration refresh, FeedLocation location) {
    if (refresh == null) {
      return location.defaultRefresh();
    }
    if (refresh.compareTo(SHORTEST_REFRESH) < 0 || refresh.compareTo(LONGEST_REFRESH) > 0) {
      throw new InvalidPropertyException(
          property, refresh, "it must be 1 second to 30 days, as in 1h");
    }
    return refresh;
  }

  private static String reason(String property, DelistProperties.Feed feed) {
    String reason = feed.reason();
    int limit = ListingTerms.LONGEST_REASON_CHARS;
    if (reason.length() > limit || reason.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidPropertyException(
          property,
          reason,
          "it must be at most " + limit + " characters, none of them a control character");
    }
    return reason;
  }

  Source source() {
    return feed.grounds().source();
  }
}
