package io.delist.blocklist;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a listing says besides its prefix: who, why, since when, until when. A feed's million
 * listings of one reload share one of these.
 *
 * <p>It applies while {@code now < expiresAt}; one without an expiry applies until it is taken off.
 * Times are kept in whole milliseconds.
 *
 * @param source who lists
 * @param reasonCode the code of the refusal
 * @param reason what is published about it: printable text, at most 200 characters, may be empty
 * @param listedAt when it was listed
 * @param evidenceAt when what it is based on was seen; an exemption answers evidence up to its
 *     cutoff, so this time decides whether the listing is news
 * @param expiresAt when it ends of itself, or null
 */
public record ListingTerms(
    Source source,
    ReasonCode reasonCode,
    String reason,
    Instant listedAt,
    Instant evidenceAt,
    @Nullable Instant expiresAt) {

  public static final int LONGEST_REASON_CHARS = 200;

  public ListingTerms {
    if (reason.length() > LONGEST_REASON_CHARS) {
      throw new IllegalArgumentException(
          "a listing's reason has "
              + reason.length()
              + " characters; the limit is "
              + LONGEST_REASON_CHARS);
    }
    if (reason.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a listing's reason may not hold control characters");
    }
    listedAt = listedAt.truncatedTo(ChronoUnit.MILLIS);
    evidenceAt = evidenceAt.truncatedTo(ChronoUnit.MILLIS);
    if (expiresAt != null) {
      expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
      if (!expiresAt.isAfter(listedAt)) {
        throw new IllegalArgumentException(
            "a listing made at " + listedAt + " cannot expire at " + expiresAt);
      }
    }
  }

  /** These terms with the times of listing and evidence of earlier ones. */
  public ListingTerms restingOn(ListingTerms earlier) {
    return new ListingTerms(
        source, reasonCode, reason, earlier.listedAt, earlier.evidenceAt, expiresAt);
  }

  /** These terms, rested on newer evidence, after an older report: they last as long as either. */
  public ListingTerms reportedAgain(ListingTerms older) {
    Instant end = expiresAt;
    Instant otherEnd = older.expiresAt;
    Instant last = end == null || otherEnd == null ? null : end.isAfter(otherEnd) ? end : otherEnd;
    return new ListingTerms(source, reasonCode, reason, listedAt, evidenceAt, last);
  }

  /** Whether it still applies at this time. */
  public boolean appliesAt(long epochMillis) {
    return Expiry.isAfter(expiresAt, epochMillis);
  }
}
