package io.delist.replica;

import io.delist.blocklist.BlocklistView;
import java.time.Instant;

/**
 * What a replica serves, or would serve if it were not too old.
 *
 * @param asOf when it was last known to be the store's
 */
record ServedList(ListOrigin origin, String epoch, Instant asOf, BlocklistView view) {

  long revision() {
    return view.revision();
  }

  ServedList withheld() {
    return new ServedList(ListOrigin.NONE, epoch, asOf, view);
  }
}
