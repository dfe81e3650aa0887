package io.delist.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The JSON lines of Spamhaus DROP: {@code {"cidr":"192.0.2.0/24","sblid":"SBL123","rir":"arin"}},
 * and at the end {@code {"type":"metadata","timestamp":…,"records":…}} with the count of the
 * entries. A file whose last line is missing or counts otherwise was cut short and is unfit.
 */
final class DropJsonLines implements LineReader {

  private static final int NO_METADATA = -1;

  private long entries;
  private long records = NO_METADATA;

  @Override
  public boolean read(FeedLine line, FeedBuilder to) throws BadLineException {
    String text = line.utf8();
    if (text.isBlank()) {
      return false;
    }
    Map<String, String> object = FlatJson.parse(text);
    if (records != NO_METADATA) {
      throw new BadLineException("comes after the metadata, which is the last line");
    }
    if ("metadata".equals(object.get("type"))) {
      readMetadata(object, to);
      return false;
    }
    entries++;
    String cidr = object.get("cidr");
    if (cidr == null) {
      throw new BadLineException("has no field \"cidr\"");
    }
    FeedValue value =
        new FeedValue(
            null,
            FeedValue.fit(object.getOrDefault("sblid", "")),
            null,
            null,
            FeedValue.fit(object.getOrDefault("rir", "")),
            null);
    to.list(List.of(BadLineException.prefix(cidr)), value);
    return true;
  }

  private void readMetadata(Map<String, String> object, FeedBuilder to) throws BadLineException {
    long count = wholeNumber(object, "records");
    if (object.containsKey("timestamp")) {
      to.producedAt(Instant.ofEpochSecond(wholeNumber(object, "timestamp")));
    }
    records = count;
  }

  private static long wholeNumber(Map<String, String> object, String name) throws BadLineException {
    String text = object.getOrDefault(name, "");
    if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new BadLineException(
          "is the metadata, but its \"" + name + "\" is not a whole number of at most 10 digits");
    }
    return Long.parseLong(text);
  }

  @Override
  public void end(FeedBuilder to) {
    if (records == NO_METADATA) {
      to.fail("has no metadata line at its end; it may have been cut short");
    } else if (records != entries) {
      to.fail("holds " + entries + " entries, but its metadata counts " + records);
    }
  }
}
