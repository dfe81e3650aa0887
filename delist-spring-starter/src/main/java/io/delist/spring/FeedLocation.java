package io.delist.spring;

import io.delist.fetch.FetchLimits;
import io.delist.fetch.FetchedUrl;
import io.delist.fetch.ListPlace;
import io.delist.fetch.ListUrl;
import io.delist.fetch.WatchedFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a feed is: a file, or a URL. Exactly one of the two is there. */
record FeedLocation(@Nullable Path file, @Nullable ListUrl url) {

  private static final Duration FILE_REFRESH = Duration.ofSeconds(10);
  private static final Duration URL_REFRESH = Duration.ofHours(1);

  static FeedLocation read(String property, @Nullable String location) {
    if (location == null || location.isBlank()) {
      throw new InvalidPropertyException(
          property,
          "",
          "it is missing; name a file or a URL, as in ./lists/drop.txt or"
              + " https://lists.example/drop.txt");
    }
    String lower = location.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http:") || lower.startsWith("https:")) {
      return new FeedLocation(null, url(property, location));
    }
    return new FeedLocation(
        InvalidPropertyException.reading(
            property,
            location,
            () -> lower.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location)),
        null);
  }

  /** A URL may hold a password, so that the message does not repeat it. */
  private static ListUrl url(String property, String location) {
    try {
      return ListUrl.parse(location);
    } catch (IllegalArgumentException e) {
      throw InvalidPropertyException.secret(property, String.valueOf(e.getMessage()));
    }
  }

  /** For reports: nothing that is secret. */
  String name() {
    return String.valueOf(url == null ? file : url);
  }

  /** {@code feed:drop} for {@code lists/DROP.txt}. */
  String sourceName() {
    String path = name();
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    String name = last.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return "feed:" + (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^a-z0-9._-]", "-");
  }

  Duration defaultRefresh() {
    return url == null ? FILE_REFRESH : URL_REFRESH;
  }

  boolean isRemote() {
    return url != null;
  }

  /**
   * The place to look at.
   *
   * @param directory where lists that were fetched are kept
   * @param name the feed's own in there
   */
  ListPlace place(FetchLimits limits, Path directory, String name, InstantSource clock) {
    if (url != null) {
      return new FetchedUrl(url, limits, directory, name, clock);
    }
    if (file == null) {
      throw new IllegalStateException("a location is a file or a URL");
    }
    return new WatchedFile(file);
  }
}
