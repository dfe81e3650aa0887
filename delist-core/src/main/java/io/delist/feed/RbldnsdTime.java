package io.delist.feed;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times and durations as rbldnsd's zone files write them. */
final class RbldnsdTime {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,10})([smhdw]?)");
  private static final Pattern STAMP =
      Pattern.compile(
          "(\\d{4})[:-]?(\\d{1,2})[:-]?(\\d{1,2})"
              + "(?:[:-]?(\\d{1,2})(?:[:-]?(\\d{1,2})(?:[:-]?(\\d{1,2}))?)?)?");

  private RbldnsdTime() {}

  /** {@code 3600}, {@code 60m}, {@code 1h}, {@code 7d}, {@code 1w}; null if it is none. */
  static @Nullable Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      case "w" -> Duration.ofDays(7 * count);
      default -> Duration.ofSeconds(count);
    };
  }

  /** Whether the text says that no time is given. */
  static boolean isNone(String text) {
    return text.equals("0") || text.equals("-") || text.equals(":");
  }

  /** {@code 2026:01:31:12:00:00}, UTC, hours to seconds and the marks optional; null if none. */
  static @Nullable Instant stamp(String text) {
    Matcher matcher = STAMP.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      return LocalDateTime.of(
              number(matcher, 1),
              number(matcher, 2),
              number(matcher, 3),
              number(matcher, 4),
              number(matcher, 5),
              number(matcher, 6))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
