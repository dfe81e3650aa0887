package io.delist.token;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.time.Instant;

/**
 * What a confirmation token says: this request, for this address, was mailed to this mailbox.
 *
 * <p>Times are whole seconds; fractions are cut off. The token holds while {@code issuedAt <= now <
 * expiresAt}.
 *
 * @param requestId the request that it confirms
 * @param address the address that the request wants off the list
 * @param email the mailbox that the token was sent to
 * @param issuedAt when it was made, by the store's clock
 * @param expiresAt the first second at which it no longer holds
 */
public record ConfirmationClaims(
    RequestId requestId,
    IpAddress address,
    EmailFingerprint email,
    Instant issuedAt,
    Instant expiresAt) {

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Cuts the times to seconds.
   *
   * @throws IllegalArgumentException if it expires before it is issued, or a time is before 1970 or
   *     after 9999
   */
  public ConfirmationClaims {
    issuedAt = wholeSecond(issuedAt);
    expiresAt = wholeSecond(expiresAt);
    if (!isSpan(issuedAt.getEpochSecond(), expiresAt.getEpochSecond())) {
      throw new IllegalArgumentException(
          "token from "
              + issuedAt
              + " to "
              + expiresAt
              + ": it must end a second or more after it starts, between "
              + FIRST
              + " and "
              + LAST);
    }
  }

  private static Instant wholeSecond(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }

  /** Whether a token can hold from one second since 1970 to the other. */
  static boolean isSpan(long issuedAt, long expiresAt) {
    return issuedAt >= FIRST.getEpochSecond()
        && issuedAt < expiresAt
        && expiresAt <= LAST.getEpochSecond();
  }

  /** Whether the token was made for this mailbox. */
  public boolean isFor(EmailAddress mailbox) {
    return email.matches(mailbox);
  }
}
