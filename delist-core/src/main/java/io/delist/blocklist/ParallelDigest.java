package io.delist.blocklist;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 that is computed on another thread while this one goes on with the same bytes. Short
 * files are not worth a thread.
 */
final class ParallelDigest {

  private static final long SHORT_FILE_BYTES = 256 << 10;

  private final MessageDigest digest = sha256();
  private final Queue<Future<?>> running = new ArrayDeque<>();
  private final @Nullable ExecutorService thread;

  /**
   * @param fileBytes how much there will be
   */
  ParallelDigest(long fileBytes) {
    thread =
        fileBytes <= SHORT_FILE_BYTES
            ? null
            : Executors.newSingleThreadExecutor(
                work -> {
                  Thread worker = new Thread(work, "delist-snapshot-digest");
                  worker.setDaemon(true);
                  return worker;
                });
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Takes these bytes in; they must not change until they are digested. */
  void update(ByteBuffer bytes) {
    if (thread == null) {
      digest.update(bytes);
    } else {
      running.add(thread.submit(() -> digest.update(bytes)));
    }
  }

  /** Waits until all but so many of the last updates are done. */
  void awaitAllBut(int updates) throws IOException {
    while (running.size() > updates) {
      try {
        running.remove().get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a snapshot was read");
      } catch (ExecutionException e) {
        throw new IllegalStateException("a digest failed", e.getCause());
      }
    }
  }

  /** The digest of everything. */
  byte[] finish() throws IOException {
    awaitAllBut(0);
    return digest.digest();
  }

  /** Ends the thread. */
  void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }
}
