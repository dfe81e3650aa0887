package io.delist.blocklist;

import io.delist.net.IpPrefix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The result of a delisting: a prefix, mostly one address, that is no longer blocked although a
 * listing covers it. It answers every listing whose evidence is not newer than the cutoff, so the
 * next reload of the same feed does not bring the block back, and new abuse does.
 *
 * @param prefix what is exempt
 * @param evidenceCutoff the delisting's time; only evidence after it may list again
 * @param expiresAt when the exemption ends, or null for as long as a listing that it answers lasts
 */
public record Exemption(IpPrefix prefix, Instant evidenceCutoff, @Nullable Instant expiresAt) {

  public Exemption {
    evidenceCutoff = evidenceCutoff.truncatedTo(ChronoUnit.MILLIS);
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether it still applies at this time. */
  public boolean appliesAt(long epochMillis) {
    return Expiry.isAfter(expiresAt, epochMillis);
  }

  /** Whether these terms rest on nothing newer than what the delisting settled. */
  public boolean answers(ListingTerms terms) {
    return !terms.evidenceAt().isAfter(evidenceCutoff);
  }
}
