package io.delist.blocklist;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The list at one revision, and where and when it was so: what a {@link SnapshotFile} keeps.
 *
 * @param epoch the store's history that the revision belongs to; at most 256 characters
 * @param asOf when the list was last known to be the store's, in whole milliseconds: its age counts
 *     from here, not from when the file was written
 * @param view the list; a file holds all of it but its soft marks, which a node reads from the
 *     store when that answers
 */
public record Snapshot(String epoch, Instant asOf, BlocklistView view) {

  static final int LONGEST_EPOCH_CHARS = 256;

  public Snapshot {
    if (epoch.length() > LONGEST_EPOCH_CHARS) {
      throw new IllegalArgumentException(
          "an epoch has "
              + epoch.length()
              + " characters; the limit for a snapshot is "
              + LONGEST_EPOCH_CHARS);
    }
    asOf = asOf.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The store's revision that the list shows. */
  public long revision() {
    return view.revision();
  }

  /** Without the list. */
  @Override
  public String toString() {
    return "Snapshot[epoch=" + epoch + ", revision=" + revision() + ", asOf=" + asOf + "]";
  }
}
