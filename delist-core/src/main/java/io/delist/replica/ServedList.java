package io.delist.replica;

import io.delist.blocklist.BlocklistView;
import java.time.Duration;
import java.time.Instant;

/**
 * What a replica serves, or would serve if it were not too old.
 *
 * @param asOf when it was last known to be the store's
 */
record ServedList(ListOrigin origin, String epoch, Instant asOf, BlocklistView view) {

  private static final Duration LONGEST_AGE = Duration.ofMillis(Long.MAX_VALUE);

  long revision() {
    return view.revision();
  }

  /** How old it is at a time, 0 to {@link Long#MAX_VALUE}, which also stands for all above. */
  long ageMillis(Instant now) {
    return ageMillis(asOf, now);
  }

  /** The same of a list that is not served. */
  static long ageMillis(Instant asOf, Instant now) {
    Duration age = Duration.between(asOf, now);
    if (age.isNegative()) {
      return 0;
    }
    return age.compareTo(LONGEST_AGE) < 0 ? age.toMillis() : LONGEST_AGE.toMillis();
  }

  ServedList withheld() {
    return new ServedList(ListOrigin.NONE, epoch, asOf, view);
  }
}
