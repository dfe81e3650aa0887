package io.delist.blocklist;

import io.delist.net.IpPrefix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Says of an address that is listed that its removal is confirmed and waits: mail from it is to
 * come back later instead of being refused. Alone it lists nothing and takes nothing off.
 *
 * @param prefix whose mail; mostly one address
 * @param reasonCode the code of what lists it, for the reply
 * @param expiresAt when it ends, in whole milliseconds; every mark has an end
 */
public record SoftMark(IpPrefix prefix, ReasonCode reasonCode, Instant expiresAt) {

  public SoftMark {
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether it still applies at this time. */
  public boolean appliesAt(long epochMillis) {
    return Expiry.isAfter(expiresAt, epochMillis);
  }
}
