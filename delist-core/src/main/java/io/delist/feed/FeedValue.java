package io.delist.feed;

import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of an entry besides its prefix; whatever it does not say is left to the one who
 * lists. Entries of which a file says the same share one.
 *
 * @param reasonCode the code of the refusal, or null
 * @param reason what is to be published: printable text, at most 200 characters, may be empty
 * @param listedAt since when, or null
 * @param expiresAt until when, or null; after {@code listedAt} where both are given
 * @param comment not for publication: printable text, at most 200 characters, may be empty
 * @param answer what a DNSBL answers for it, or null for 127.0.0.2
 */
public record FeedValue(
    @Nullable ReasonCode reasonCode,
    String reason,
    @Nullable Instant listedAt,
    @Nullable Instant expiresAt,
    String comment,
    @Nullable IpAddress answer) {

  /** Of reason and comment. */
  public static final int LONGEST_TEXT_CHARS = ListingTerms.LONGEST_REASON_CHARS;

  /** Nothing. */
  public static final FeedValue NONE = new FeedValue(null, "", null, null, "", null);

  /** Times are kept in whole milliseconds. */
  public FeedValue {
    check("reason", reason);
    check("comment", comment);
    listedAt = listedAt == null ? null : listedAt.truncatedTo(ChronoUnit.MILLIS);
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS);
    if (listedAt != null && expiresAt != null && !expiresAt.isAfter(listedAt)) {
      throw new IllegalArgumentException(
          "expires_at " + expiresAt + " is not after listed_at " + listedAt);
    }
  }

  private static void check(String name, String text) {
    if (text.length() > LONGEST_TEXT_CHARS) {
      throw new IllegalArgumentException(
          name + " has " + text.length() + " characters; the limit is " + LONGEST_TEXT_CHARS);
    }
    if (!text.codePoints().allMatch(FeedValue::isText)) {
      throw new IllegalArgumentException(name + " holds a control character");
    }
  }

  private static boolean isText(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  /** The value with this reason alone. */
  public static FeedValue ofReason(String reason) {
    return reason.isEmpty() ? NONE : new FeedValue(null, reason, null, null, "", null);
  }

  /** Text of a file, made fit to be a reason: no control characters, at most 200 characters. */
  static String fit(String text) {
    StringBuilder fit = new StringBuilder();
    text.strip().codePoints().map(c -> isText(c) ? c : ' ').forEach(fit::appendCodePoint);
    if (fit.length() > LONGEST_TEXT_CHARS) {
      boolean splits = Character.isHighSurrogate(fit.charAt(LONGEST_TEXT_CHARS - 1));
      fit.setLength(splits ? LONGEST_TEXT_CHARS - 1 : LONGEST_TEXT_CHARS);
    }
    return fit.toString().strip();
  }
}
