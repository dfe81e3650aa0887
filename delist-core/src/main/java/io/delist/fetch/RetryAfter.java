package io.delist.fetch;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a server that refuses wants to be asked again (RFC 9110 section 10.2.3): seconds, or a date.
 */
final class RetryAfter {

  /** A server that names a later time is asked after this one all the same. */
  static final Duration LONGEST = Duration.ofDays(1);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /** That time, at most a day from now; empty if there is none, or none that can be read. */
  static Optional<Instant> in(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("Retry-After")
        .flatMap(text -> time(text, now))
        .filter(now::isBefore)
        .map(time -> time.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : time);
  }

  private static Optional<Instant> time(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(now.plusSeconds(Long.parseLong(text)));
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
