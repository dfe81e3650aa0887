package io.delist.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The lines of a zone file that start with {@code $}: {@code $TIMESTAMP made [expires]} and {@code
 * $MAXRANGE4 /24} count, {@code $SOA}, {@code $NS}, {@code $TTL} and {@code $0} to {@code $9},
 * {@code $=} (pieces of text) must be well-formed and mean nothing to a list.
 */
final class RbldnsdSpecials {

  private static final int SOA_WORDS = 8;

  /** Of one entry; only ever lowered. */
  private long largestRange = 1L << 32;

  /** How many IPv4 addresses an entry may have. */
  long largestRange() {
    return largestRange;
  }

  /** Reads what follows the {@code $}. */
  void read(String line, FeedBuilder to) throws BadLineException {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    List<String> rest = words.subList(1, words.size());
    String name = words.get(0).toLowerCase(Locale.ROOT);
    switch (name) {
      case "timestamp" -> timestamp(rest, to);
      case "maxrange4" -> largestRange(rest);
      case "soa" -> soa(rest);
      case "ns", "nameserver" -> check(rest.size() >= 2 && isTime(rest.get(0)), "$NS ttl name …");
      case "ttl" -> check(rest.size() == 1 && isTime(rest.get(0)), "$TTL 1h");
      case "dataset" ->
          to.fail("holds several data sets ($DATASET); only files with one data set are read");
      default ->
          check(
              name.length() == 1 && "0123456789=".contains(name) && !rest.isEmpty(),
              "one of $TIMESTAMP, $MAXRANGE4, $SOA, $NS, $TTL, $0 to $9, $=");
    }
  }

  private void timestamp(List<String> words, FeedBuilder to) throws BadLineException {
    String form = "$TIMESTAMP 2026:01:31:12:00:00 +7d";
    check(words.size() == 1 || words.size() == 2, form);
    Instant made = stamp(words.get(0), form);
    Instant expires = Instant.MAX;
    if (words.size() == 2 && words.get(1).startsWith("+")) {
      Duration life = RbldnsdTime.duration(words.get(1).substring(1));
      check(life != null && !life.isZero() && made.isAfter(Instant.MIN), form);
      expires = life == null ? Instant.MAX : made.plus(life);
    } else if (words.size() == 2) {
      Instant stamp = stamp(words.get(1), form);
      expires = stamp.equals(Instant.MIN) ? Instant.MAX : stamp;
    }
    if (made.isAfter(Instant.MIN)) {
      to.producedAt(made);
    }
    if (expires.isBefore(Instant.MAX)) {
      to.expiresAt(expires);
    }
  }

  /** The time, or the earliest there is for none. */
  private static Instant stamp(String word, String form) throws BadLineException {
    if (RbldnsdTime.isNone(word)) {
      return Instant.MIN;
    }
    Instant stamp = RbldnsdTime.stamp(word);
    check(stamp != null, form);
    return stamp == null ? Instant.MIN : stamp;
  }

  private void largestRange(List<String> words) throws BadLineException {
    String form = "$MAXRANGE4 /24 or $MAXRANGE4 256";
    check(words.size() == 1 && words.get(0).matches("/?\\d{1,10}"), form);
    boolean isLength = words.get(0).startsWith("/");
    long number = Long.parseLong(words.get(0).substring(isLength ? 1 : 0));
    check(isLength ? number <= 32 : number > 0, form);
    long range = isLength ? 1L << (32 - number) : number;
    largestRange = Math.min(largestRange, range);
  }

  private static void soa(List<String> words) throws BadLineException {
    boolean numbers =
        words.size() == SOA_WORDS
            && isTime(words.get(0))
            && words.get(3).matches("\\d{1,10}")
            && words.subList(4, SOA_WORDS).stream().allMatch(RbldnsdSpecials::isTime);
    check(numbers, "$SOA ttl origin person serial refresh retry expire minttl");
  }

  private static boolean isTime(String word) {
    return RbldnsdTime.duration(word) != null;
  }

  private static void check(boolean holds, String form) throws BadLineException {
    if (!holds) {
      throw new BadLineException("is not a special line that is known; expected " + form);
    }
  }
}
