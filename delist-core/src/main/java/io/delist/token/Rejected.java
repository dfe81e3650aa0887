package io.delist.token;

/**
 * A token that did not pass. The reason is for the audit; whoever sent the token is told the same
 * whatever it is.
 *
 * @param reason the first check that failed
 */
public record Rejected(Reason reason) implements Verification {

  /** The checks, in the order in which they are made. */
  public enum Reason {
    /** Empty, or longer than 256 characters. */
    LENGTH,
    /** A character that is neither base64url nor a dot. */
    CHARACTERS,
    /** Not four parts with something in each. */
    PARTS,
    /** A part that is another spelling of its bytes, or no bytes at all. */
    NOT_CANONICAL,
    /** Not of this version. */
    VERSION,
    /** Signed with a key that the ring does not have, or no longer uses. */
    UNKNOWN_KEY,
    /** Altered, or not signed by us. */
    MAC,
    /** Signed by us, and not in the form of a confirmation. */
    MALFORMED,
    /** Signed for something else than a confirmation. */
    PURPOSE,
    /** Signed for another portal. */
    AUDIENCE,
    /** From the future, by more than clocks differ. */
    NOT_YET_VALID,
    /** Too old. */
    EXPIRED
  }
}
