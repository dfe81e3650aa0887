package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list is saved while it changes, and a file is read while it is replaced. */
class SnapshotRaceTest {

  private static final int REVISIONS = 3000;

  @TempDir Path dir;

  /** Revision r lists the first r addresses. */
  private static void next(BlocklistProjection projection, long revision) {
    projection.apply(
        SampleLists.listed(
            IpAddress.ofV4((int) revision * 251) + "/32", "operator", 606, "r" + revision, null));
    projection.publish(revision);
  }

  @Test
  void aSnapshotOfAListThatChangesIsOneRevisionWhole() throws Exception {
    BlocklistProjection projection =
        new BlocklistProjection(InstantSource.fixed(SampleLists.START));
    next(projection, 1);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (long revision = 2; revision <= REVISIONS; revision++) {
                next(projection, revision);
              }
            });
    Path file = dir.resolve("list");
    long last = 0;
    while (last < REVISIONS) {
      BlocklistView view = projection.blocklist().view();
      Files.write(
          file, SampleLists.bytes(new Snapshot(SampleLists.EPOCH, SampleLists.START, view)));
      BlocklistView read = SnapshotFile.read(file).view();
      last = read.revision();
      assertThat(last).isEqualTo(view.revision());
      assertThat(read.listedPrefixes()).as("half a revision was saved").isEqualTo(last);
      for (long revision : new long[] {1, last}) {
        IpAddress address = IpAddress.ofV4((int) revision * 251);
        Verdict.Listed verdict = (Verdict.Listed) read.check(address, 0);
        assertThat(verdict.terms().reason()).isEqualTo("r" + revision);
      }
      assertThat(writer.isCompletedExceptionally()).isFalse();
    }
    writer.get(1, TimeUnit.MINUTES);
  }

  @Test
  void whoReadsAFileThatIsReplacedReadsTheOldOneOrTheNewOne() throws Exception {
    Path file = dir.resolve("list");
    BlocklistProjection projection =
        new BlocklistProjection(InstantSource.fixed(SampleLists.START));
    SampleLists.many(30_000, 3).forEach(projection::apply);
    projection.publish(1);
    save(file, projection);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int revision = 2; revision <= 40; revision++) {
                projection.apply(
                    SampleLists.listed("192.0.2.1/32", "operator", 606, "" + revision, null));
                projection.publish(revision);
                save(file, projection);
              }
            });
    long last = 0;
    int reads = 0;
    while (!writer.isDone() || reads == 0) {
      long revision = SnapshotFile.read(file).revision();
      assertThat(revision).as("an older file came back").isGreaterThanOrEqualTo(last);
      last = revision;
      reads++;
    }
    writer.get();
    assertThat(SnapshotFile.read(file).revision()).isEqualTo(40);
  }

  private static void save(Path file, BlocklistProjection projection) {
    try {
      SnapshotFile.write(
          file, new Snapshot(SampleLists.EPOCH, SampleLists.START, projection.blocklist().view()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
