package io.delist.spring;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.workflow.ListingDesk;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list file that is loaded at start.
 *
 * @param file where it is
 * @param grounds what is said of its entries
 */
record FeedFile(Path file, ListingDesk.Grounds grounds) {

  /** The feeds of the configuration; two of one source would undo each other and are refused. */
  static List<FeedFile> read(List<DelistProperties.Feed> feeds) {
    List<FeedFile> files = new ArrayList<>();
    Map<Source, String> propertyOf = new HashMap<>();
    for (int i = 0; i < feeds.size(); i++) {
      String property = "delist.feeds[" + i + "]";
      FeedFile file = read(property, feeds.get(i));
      Source source = file.grounds().source();
      String other = propertyOf.putIfAbsent(source, property);
      if (other != null) {
        throw new InvalidPropertyException(
            property + ".source",
            source,
            other + " has the same source, and each would replace the other's list; name another");
      }
      files.add(file);
    }
    return List.copyOf(files);
  }

  private static FeedFile read(String property, DelistProperties.Feed feed) {
    Path file = location(property + ".location", feed.location());
    String source = feed.source() == null ? sourceNamedAfter(file) : feed.source();
    Source who =
        InvalidPropertyException.reading(property + ".source", source, () -> new Source(source));
    ReasonCode code =
        InvalidPropertyException.reading(
            property + ".reason-code", feed.reasonCode(), () -> new ReasonCode(feed.reasonCode()));
    return new FeedFile(
        file, new ListingDesk.Grounds(who, code, reason(property + ".reason", feed), null, null));
  }

  private static Path location(String property, @Nullable String location) {
    if (location == null || location.isBlank()) {
      throw new InvalidPropertyException(
          property, "", "it is missing; name a file, as in ./lists/drop.txt");
    }
    String lower = location.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http:") || lower.startsWith("https:")) {
      throw new InvalidPropertyException(
          property,
          location,
          "lists are not fetched from the network yet; download it and name the file");
    }
    return InvalidPropertyException.reading(
        property,
        location,
        () -> lower.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location));
  }

  /** {@code feed:drop} for {@code lists/DROP.txt}. */
  private static String sourceNamedAfter(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return "feed:" + (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^a-z0-9._-]", "-");
  }

  private static String reason(String property, DelistProperties.Feed feed) {
    String reason = feed.reason();
    int limit = io.delist.blocklist.ListingTerms.LONGEST_REASON_CHARS;
    if (reason.length() > limit || reason.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidPropertyException(
          property,
          reason,
          "it must be at most " + limit + " characters, none of them a control character");
    }
    return reason;
  }
}
