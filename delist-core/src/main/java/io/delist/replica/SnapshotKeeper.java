package io.delist.replica;

import io.delist.blocklist.Snapshot;
import io.delist.blocklist.SnapshotFile;
import io.delist.blocklist.SnapshotFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a node's snapshot at start and saves it from time to time and at the end.
 *
 * <p>Whatever goes wrong with the file is logged and changes nothing about the list that is served.
 * <b>Threads:</b> saves on one of its own, from an immutable view.
 */
final class SnapshotKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
  private static final Duration FIRST_SAVE = Duration.ofSeconds(15);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

  /** A list that does not change is saved again for its age, which is counted from the file. */
  private static final Duration SAME_AGAIN = Duration.ofHours(1);

  private static final String SET_ASIDE = ".corrupt";

  private final SnapshotSettings settings;
  private final Reader reader;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread worker = new Thread(work, "delist-snapshot");
            worker.setDaemon(true);
            return worker;
          });

  private @Nullable String savedEpoch;
  private long savedRevision;
  private Instant savedAsOf = Instant.MIN;
  private boolean failing;

  SnapshotKeeper(SnapshotSettings settings) {
    this(settings, SnapshotFile::read);
  }

  SnapshotKeeper(SnapshotSettings settings, Reader reader) {
    this.settings = settings;
    this.reader = reader;
  }

  /** Reads a snapshot file. */
  interface Reader {
    Snapshot read(Path file) throws IOException;
  }

  /** What an earlier run left, if it is there and whole and young enough. */
  synchronized @Nullable Snapshot load(Instant now) {
    Path file = settings.file();
    if (file == null || Files.notExists(file)) {
      return null;
    }
    try {
      SnapshotFile.removeLeftovers(file);
      Snapshot snapshot = read(file);
      if (snapshot == null) {
        return null;
      }
      saved(snapshot);
      if (settings.isTooOld(ServedList.ageMillis(snapshot.asOf(), now))) {
        LOG.warn(
            "snapshot file {}: revision {} is {} old, the limit is {}; nothing is blocked until"
                + " the store answers",
            file,
            snapshot.revision(),
            Duration.between(snapshot.asOf(), now),
            settings.maxStaleness());
        return null;
      }
      return snapshot;
    } catch (IOException | RuntimeException e) {
      LOG.error("snapshot file {} cannot be read; the list waits for the store", file, e);
    }
    return null;
  }

  /** Null if it is corrupt; it is then out of the way of the next start. */
  private @Nullable Snapshot read(Path file) throws IOException {
    try {
      return reader.read(file);
    } catch (SnapshotFormatException e) {
      LOG.error("{}; {}, the list waits for the store", e.getMessage(), setAside(file));
    } catch (RuntimeException e) {
      // No file may do this; the next start is not to meet it again, and its bytes are evidence.
      LOG.error(
          "snapshot file {} is corrupt in a way that its checks missed; {}, the list waits for the"
              + " store",
          file,
          setAside(file),
          e);
    }
    return null;
  }

  private static String setAside(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + SET_ASIDE);
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return "it is set aside as " + aside;
    } catch (IOException e) {
      LOG.debug("snapshot file {} cannot be renamed", file, e);
      return "it stays where it is (" + e + ")";
    }
  }

  /** Saves from now on. */
  void start(Supplier<@Nullable ServedList> served) {
    if (settings.file() == null) {
      return;
    }
    long every = settings.every().toMillis();
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            () -> save(served.get(), SAME_AGAIN),
            Math.min(every, FIRST_SAVE.toMillis()),
            every,
            TimeUnit.MILLISECONDS);
  }

  /**
   * Saves the list if it is the store's and the file has another, or the same of so long before.
   */
  synchronized void save(@Nullable ServedList served, Duration sameAgain) {
    Path file = settings.file();
    if (file == null || served == null || served.origin() != ListOrigin.STORE) {
      return;
    }
    boolean same = served.epoch().equals(savedEpoch) && served.revision() == savedRevision;
    if (same && served.asOf().isBefore(savedAsOf.plus(sameAgain))) {
      return;
    }
    try {
      Snapshot snapshot = new Snapshot(served.epoch(), served.asOf(), served.view());
      SnapshotFile.Written written = SnapshotFile.write(file, snapshot);
      saved(snapshot);
      failing = false;
      LOG.debug(
          "snapshot file {}: revision {}, {} bytes, SHA-256 {}",
          file,
          snapshot.revision(),
          written.bytes(),
          written.sha256());
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.warn(
            "snapshot file {}: revision {} cannot be saved; the old file stays, the list is served"
                + " on; it is tried again every {}",
            file,
            served.revision(),
            settings.every(),
            e);
      }
      failing = true;
    }
  }

  private void saved(Snapshot snapshot) {
    savedEpoch = snapshot.epoch();
    savedRevision = snapshot.revision();
    savedAsOf = snapshot.asOf();
  }

  /** Saves once more and ends; waits for a while. */
  void close(@Nullable ServedList served) {
    try {
      thread.execute(() -> save(served, Duration.ofMillis(1)));
    } catch (RejectedExecutionException e) {
      LOG.debug("closed before");
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
