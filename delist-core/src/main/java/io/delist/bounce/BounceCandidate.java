package io.delist.bounce;

import io.delist.blocklist.ReasonCode;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a bounce: the address that was probably refused, and what is said about it.
 *
 * @param address the refused address; a candidate that {@link BounceReader} makes always has one
 * @param email the mailbox that the error was sent to, which is the blocked sender's own, if the
 *     text tells; never the one that the mail was for, never a robot's
 * @param code the reason code, if the refusal has exactly one; none for the shorthand {@code
 *     5.7.606-649}
 * @param reference the reference in the refusal's URL, if there is one; a reader with a signer
 *     gives only one that verifies and is about this address
 * @param evidence the line that the address stands in, at most {@value #LONGEST_EVIDENCE_CHARS}
 *     printable characters; text from outside, to be escaped like any other
 */
public record BounceCandidate(
    @Nullable IpAddress address,
    @Nullable EmailAddress email,
    @Nullable ReasonCode code,
    @Nullable String reference,
    String evidence) {

  /** No evidence is longer. */
  public static final int LONGEST_EVIDENCE_CHARS = 200;

  public BounceCandidate {
    if (evidence.length() > LONGEST_EVIDENCE_CHARS) {
      throw new IllegalArgumentException(
          "evidence of "
              + evidence.length()
              + " characters is too long; cut it to "
              + LONGEST_EVIDENCE_CHARS);
    }
  }
}
