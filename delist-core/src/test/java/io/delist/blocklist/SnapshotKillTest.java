package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes leaves the old file or the new one. */
class SnapshotKillTest {

  private static final int ROUNDS = 5;
  private static final int PREFIXES = 20_000;

  @TempDir Path dir;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void killedAtAnyMomentItLeavesOneOrTheOther() throws Exception {
    Path file = dir.resolve("list");
    for (int round = 0; round < ROUNDS; round++) {
      Process writer = start(file);
      try {
        while (Files.notExists(file) || leftovers(file) == 0) {
          assertThat(writer.isAlive()).as(dir.resolve("log").toString()).isTrue();
          Thread.onSpinWait();
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(round));
      } finally {
        writer.destroyForcibly().waitFor();
      }

      Snapshot read = SnapshotFile.read(file);
      assertThat(read.view().listedPrefixes()).isEqualTo(PREFIXES + read.revision());
      SnapshotFile.removeLeftovers(file);
      assertThat(leftovers(file)).isZero();
    }
  }

  private Process start(Path file) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                Writer.class.getName(),
                file.toString()))
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("log").toFile())
        .start();
  }

  private static long leftovers(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.filter(path -> path.toString().endsWith(".tmp")).count();
    }
  }

  /** Writes revisions 1 and 2 of a list in turn, to the end of its days. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      List<Change> changes = new ArrayList<>(distinct());
      changes.add(SampleLists.listed("0.0.0.0/31", "operator", 606, "", null));
      Snapshot one = SampleLists.snapshot(changes, 1);
      changes.add(SampleLists.listed("0.0.0.0/30", "operator", 606, "", null));
      Snapshot two = SampleLists.snapshot(changes, 2);
      while (true) {
        SnapshotFile.write(Path.of(arguments[0]), one);
        SnapshotFile.write(Path.of(arguments[0]), two);
      }
    }

    private static List<Change> distinct() {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < PREFIXES; i++) {
        String address = IpAddress.ofV4((i + 1) * 1_000_003).toString();
        changes.add(SampleLists.listed(address + "/32", "feed:a", 606, "", null));
      }
      return changes;
    }
  }
}
