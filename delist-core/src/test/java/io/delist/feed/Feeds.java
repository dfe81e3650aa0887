package io.delist.feed;

import io.delist.blocklist.ListingGuard;
import io.delist.net.IpPrefix;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads files from memory, with documentation and private addresses as ordinary ones, also wide.
 */
final class Feeds {

  static final ListingGuard LAB =
      new ListingGuard(
              List.of(
                  IpPrefix.parse("10.0.0.0/8"),
                  IpPrefix.parse("192.0.2.0/24"),
                  IpPrefix.parse("198.51.100.0/24"),
                  IpPrefix.parse("2001:db8::/32")))
          .allowWide();

  private Feeds() {}

  static FeedContent read(FeedFormat format, String text) {
    return read(format, text.getBytes(StandardCharsets.UTF_8), FeedLimits.DEFAULT);
  }

  static FeedContent read(FeedFormat format, byte[] bytes, FeedLimits limits) {
    try {
      return format.read(new ByteArrayInputStream(bytes), "list.txt", LAB, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> prefixes(FeedContent content) {
    return content.prefixes().stream().map(IpPrefix::toString).toList();
  }

  static List<String> problems(FeedContent content) {
    return content.problems().stream().map(FeedProblem::toString).toList();
  }

  static FeedValue value(FeedContent content, String prefix) {
    return content.entries().stream()
        .filter(entry -> entry.prefix().equals(IpPrefix.parse(prefix)))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** The entries in order, each prefix once. */
  static FeedEntries entries(List<FeedEntry> entries) {
    PrefixTable table = new PrefixTable(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      table.add(entries.get(i).prefix(), i);
    }
    table.sort();
    return new FeedEntries(table, entries.stream().map(FeedEntry::value).toList());
  }

  static FeedEntries entries(String... prefixes) {
    return entries(
        Stream.of(prefixes)
            .map(prefix -> new FeedEntry(IpPrefix.parse(prefix), FeedValue.NONE))
            .toList());
  }

  static String write(FeedWriter writer, FeedEntries entries) {
    StringBuilder out = new StringBuilder();
    try {
      writer.write(entries, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
