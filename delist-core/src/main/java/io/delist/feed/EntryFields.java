package io.delist.feed;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpPrefix;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named fields of an entry in CSV and in JSON lines: {@code prefix} or {@code address}, {@code
 * reason_code} (606 to 649), {@code reason}, {@code listed_at} and {@code expires_at} (ISO 8601
 * with the zone, 1970 to 9999), {@code comment}. All but the first may be missing or empty.
 */
final class EntryFields {

  static final String PREFIX = "prefix";
  static final String ADDRESS = "address";
  static final String REASON_CODE = "reason_code";
  static final String REASON = "reason";
  static final String LISTED_AT = "listed_at";
  static final String EXPIRES_AT = "expires_at";
  static final String COMMENT = "comment";

  /** Every name that means something. */
  static final Set<String> NAMES =
      Set.of(PREFIX, ADDRESS, REASON_CODE, REASON, LISTED_AT, EXPIRES_AT, COMMENT);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private EntryFields() {}

  static FeedEntry entry(Map<String, String> fields) throws BadLineException {
    return new FeedEntry(prefix(fields), value(fields));
  }

  private static IpPrefix prefix(Map<String, String> fields) throws BadLineException {
    String prefix = fields.getOrDefault(PREFIX, "");
    String address = fields.getOrDefault(ADDRESS, "");
    if (prefix.isEmpty() == address.isEmpty()) {
      throw new BadLineException(
          prefix.isEmpty()
              ? "has neither a prefix nor an address"
              : "has both a prefix and an address; one of them is to be empty");
    }
    return BadLineException.prefix(prefix.isEmpty() ? address : prefix);
  }

  private static FeedValue value(Map<String, String> fields) throws BadLineException {
    try {
      return new FeedValue(
          reasonCode(fields.getOrDefault(REASON_CODE, "")),
          fields.getOrDefault(REASON, ""),
          time(LISTED_AT, fields),
          time(EXPIRES_AT, fields),
          fields.getOrDefault(COMMENT, ""),
          null);
    } catch (IllegalArgumentException e) {
      throw new BadLineException(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable ReasonCode reasonCode(String text) throws BadLineException {
    if (text.isEmpty()) {
      return null;
    }
    if (text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new BadLineException(
          "reason_code "
              + BadLineException.quote(text)
              + " is not a number from "
              + ReasonCode.LOWEST
              + " to "
              + ReasonCode.HIGHEST);
    }
    return new ReasonCode(Integer.parseInt(text));
  }

  private static @Nullable Instant time(String name, Map<String, String> fields)
      throws BadLineException {
    String text = fields.getOrDefault(name, "");
    if (text.isEmpty()) {
      return null;
    }
    Instant time;
    try {
      time = Instant.parse(text);
    } catch (DateTimeException e) {
      throw new BadLineException(
          name + " " + BadLineException.quote(text) + " is no time; write 2026-01-31T12:00:00Z");
    }
    if (time.isBefore(FIRST) || !time.isBefore(END)) {
      throw new BadLineException(name + " " + time + " is out of range; must be 1970 to 9999");
    }
    return time;
  }
}
