package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others find in the directory while files are written: a cut line could list half a world.
 */
@Timeout(60)
class RbldnsdFilesTest {

  private static final String FILE = SampleZone.NAME + ".ip4trie";

  @TempDir private Path directory;

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void twoWritersOfOneFileWriteTwoFiles() throws IOException {
    Path file = directory.resolve(FILE);

    WholeFile.write(
        file,
        outer -> {
          outer.append("192.0.2.0/2");
          WholeFile.write(file, inner -> inner.append("198.51.100.0/24\n"));
          assertThat(file).hasContent("198.51.100.0/24\n");
          outer.append("4\n");
        });

    assertThat(file).hasContent("192.0.2.0/24\n");
    assertThat(names(directory)).containsExactly(FILE);
  }

  @Test
  void aWritingThatFailsLeavesTheOldFile() throws IOException {
    Path file = directory.resolve(FILE);
    WholeFile.write(file, out -> out.append("192.0.2.0/24\n"));

    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.append("0.0.0.0/1");
                      throw new IOException("no space left");
                    }))
        .isInstanceOf(IOException.class);

    assertThat(file).hasContent("192.0.2.0/24\n");
    assertThat(names(directory)).containsExactly(FILE);
  }

  /** rbldnsd runs as another user. */
  @Test
  void whoMayReadOtherFilesMayReadThese() throws IOException {
    new RbldnsdFiles(new SampleZone().zone()).write(directory);
    Path plain = Files.writeString(directory.resolve("plain"), "");

    assertThat(Files.getPosixFilePermissions(directory.resolve(FILE)))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void nodesThatWriteIntoOneDirectoryDoNotSpoilEachOthersFiles() throws Exception {
    SampleZone longList = new SampleZone();
    SampleZone shortList = new SampleZone().list("198.51.100.0/24");
    for (int i = 0; i < 500; i++) {
      longList.list("10.0." + i / 250 + "." + i % 250 + "/32");
    }
    Set<String> whole = new HashSet<>();
    for (SampleZone zone : List.of(longList, shortList)) {
      Path alone = Files.createDirectory(directory.resolve("alone" + whole.size()));
      new RbldnsdFiles(zone.zone()).write(alone);
      whole.add(Files.readString(alone.resolve(FILE)));
    }
    assertThat(whole).hasSize(2);
    Path shared = Files.createDirectory(directory.resolve("shared"));
    new RbldnsdFiles(shortList.zone()).write(shared);
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> writers =
          Stream.of(longList, shortList)
              .<Future<?>>map(zone -> nodes.submit(() -> writeOften(zone, shared, together)))
              .toList();
      while (!writers.stream().allMatch(Future::isDone)) {
        assertThat(whole).contains(Files.readString(shared.resolve(FILE)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(whole).contains(Files.readString(shared.resolve(FILE)));
    assertThat(names(shared)).hasSize(2);
  }

  private static boolean writeOften(SampleZone zone, Path shared, CyclicBarrier together)
      throws Exception {
    RbldnsdFiles files = new RbldnsdFiles(zone.zone());
    together.await();
    for (int i = 0; i < 15; i++) {
      files.write(shared);
    }
    return true;
  }

  @Test
  void aLaterListIsNotReplacedByAnEarlierOne() throws Exception {
    SampleZone sample = new SampleZone().list("192.0.2.0/24");
    AtomicReference<Runnable> once = new AtomicReference<>(() -> {});
    InstantSource clock =
        () -> {
          once.getAndSet(() -> {}).run();
          return SampleZone.NOW;
        };
    RbldnsdFiles files =
        new RbldnsdFiles(
            DnsblZone.builder(sample.zone().blocklist, SampleZone.NAME, SampleZone.PORTAL, clock)
                .nameServers(List.of("ns1.example.test"))
                .hostmaster("dns.example.test")
                .build());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread later =
        new Thread(
            () -> {
              try {
                files.write(directory);
              } catch (IOException | RuntimeException e) {
                failure.set(e);
              }
            });
    // The first writer has its view of the list by now.
    once.set(
        () -> {
          sample.list("198.51.100.0/24");
          later.start();
          Set<Thread.State> waitsOrIsDone =
              EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED);
          Awaitility.await().until(() -> waitsOrIsDone.contains(later.getState()));
        });

    files.write(directory);
    later.join();

    assertThat(failure).hasNullValue();
    assertThat(Files.readString(directory.resolve(FILE))).contains("198.51.100.0/24\n");
  }
}
