package io.delist.limit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in so much time: in every span of this length, wherever it begins. Immutable.
 *
 * @param most how many: 1 to 1,000,000
 * @param window the length: 1 second to 31 days
 */
public record Rate(int most, Duration window) {

  private static final int LARGEST = 1_000_000;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Pattern FORM = Pattern.compile("(\\d{1,7})/(\\d{1,7})([smhd])");

  /**
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Rate {
    if (most < 1 || most > LARGEST) {
      throw new IllegalArgumentException(
          "a limit of " + most + " is out of range; must be 1 to " + LARGEST);
    }
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a limit's time of "
              + window
              + " is out of range; must be "
              + SHORTEST
              + " to "
              + LONGEST);
    }
  }

  /**
   * Reads {@code 10/1h}: ten in an hour. Units are s, m, h and d.
   *
   * @throws IllegalArgumentException if it is anything else, or out of range
   */
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not a limit; write how many in how much time, as in 10/1h or 3/24h; units are s, m, h"
              + " and d");
    }
    long length = Long.parseLong(matcher.group(2));
    Duration window =
        switch (matcher.group(3)) {
          case "s" -> Duration.ofSeconds(length);
          case "m" -> Duration.ofMinutes(length);
          case "h" -> Duration.ofHours(length);
          default -> Duration.ofDays(length);
        };
    return new Rate(Integer.parseInt(matcher.group(1)), window);
  }

  /** The window in the largest unit that it is whole in: {@code 24 h}, {@code 60 s}. */
  public String windowText() {
    long seconds = window.toSeconds();
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + " min" : seconds + " s";
  }

  /** The form that {@link #parse} reads, in seconds: {@code 10/3600s}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d/%ds", most, window.toSeconds());
  }
}
