package io.delist.blocklist;

import io.delist.net.IpPrefix;

/**
 * A prefix that must never be blocked: own relays, loopback, partners. It beats every listing.
 *
 * @param prefix what is allowed
 * @param comment why, for operators: printable text, at most 200 characters
 */
public record AllowEntry(IpPrefix prefix, String comment) {

  public AllowEntry {
    if (comment.length() > ListingTerms.LONGEST_REASON_CHARS) {
      throw new IllegalArgumentException(
          "an allowlist comment has "
              + comment.length()
              + " characters; the limit is "
              + ListingTerms.LONGEST_REASON_CHARS);
    }
    if (comment.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("an allowlist comment may not hold control characters");
    }
  }
}
