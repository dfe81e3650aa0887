package io.delist.replica;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps of the list for the time without a store, and how long it trusts it.
 *
 * @param file the snapshot file, of this node alone; null to keep none
 * @param every how often the list is saved if it has changed; at least a second
 * @param maxStaleness a list that was last known to be the store's longer ago than this is no
 *     longer served: nothing is blocked. Null, the default, to serve the last list however old it
 *     is
 */
public record SnapshotSettings(
    @Nullable Path file, Duration every, @Nullable Duration maxStaleness) {

  public static final Duration DEFAULT_EVERY = Duration.ofMinutes(5);

  /** No file, and the last list is served however old it is. */
  public static final SnapshotSettings NONE = new SnapshotSettings(null, DEFAULT_EVERY, null);

  public SnapshotSettings {
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "a snapshot every " + every + " is too often; the shortest interval is PT1S");
    }
    if (maxStaleness != null && maxStaleness.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "a list that is too old after " + maxStaleness + " is of no use; at least PT1S");
    }
  }

  /** Saves to this file every five minutes. */
  public static SnapshotSettings in(Path file) {
    return new SnapshotSettings(file, DEFAULT_EVERY, null);
  }

  boolean isTooOld(long ageMillis) {
    return maxStaleness != null && ageMillis > maxStaleness.toMillis();
  }
}
