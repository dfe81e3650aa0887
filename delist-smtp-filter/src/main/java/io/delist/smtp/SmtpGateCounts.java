package io.delist.smtp;

import io.delist.smtp.SmtpDecision.Why;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often a gate decided what, since it was built. Immutable.
 *
 * @param continued decisions without an opinion, by reason; every reason is there
 * @param rejected refusals for good
 * @param deferred refusals for now
 * @param tagged mails that were taken with a header field, by recipient
 * @param unsigned refusals that went out with the plain portal URL because no reference could be
 *     made; they are counted in {@code rejected} too
 */
public record SmtpGateCounts(
    Map<Why, Long> continued, long rejected, long deferred, long tagged, long unsigned) {

  public SmtpGateCounts {
    Map<Why, Long> all = new EnumMap<>(Why.class);
    for (Why why : Why.values()) {
      all.put(why, continued.getOrDefault(why, 0L));
    }
    continued = Collections.unmodifiableMap(all);
  }

  /** Decisions without an opinion for this reason. */
  public long continued(Why why) {
    return continued.getOrDefault(why, 0L);
  }

  /** All decisions. */
  public long total() {
    return continued.values().stream().mapToLong(Long::longValue).sum()
        + rejected
        + deferred
        + tagged;
  }
}
