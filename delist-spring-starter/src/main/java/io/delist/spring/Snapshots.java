package io.delist.spring;

import io.delist.replica.SnapshotSettings;
import java.nio.file.Path;
import java.time.Duration;

/** Reads what the configuration says of the list's snapshot. */
final class Snapshots {

  static final String FILE_NAME = "blocklist.snapshot";

  private static final String DATA_DIR = "delist.data-dir";
  private static final String INTERVAL = "delist.snapshot.interval";
  private static final String MAX_STALENESS = "delist.snapshot.max-staleness";

  private Snapshots() {}

  static SnapshotSettings read(DelistProperties properties) {
    DelistProperties.Snapshot snapshot = properties.snapshot();
    String dataDir = properties.dataDir();
    Path file =
        snapshot.enabled()
            ? InvalidPropertyException.reading(DATA_DIR, dataDir, () -> Path.of(dataDir, FILE_NAME))
            : null;
    Duration interval = snapshot.interval();
    Duration limit = snapshot.maxStaleness();
    SnapshotSettings unlimited =
        InvalidPropertyException.reading(
            INTERVAL, interval, () -> new SnapshotSettings(file, interval, null));
    return limit == null
        ? unlimited
        : InvalidPropertyException.reading(
            MAX_STALENESS, limit, () -> new SnapshotSettings(file, interval, limit));
  }
}
