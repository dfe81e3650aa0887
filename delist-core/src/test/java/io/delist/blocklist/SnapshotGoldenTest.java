package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The promise of format version 1: a file that was written once can be read for ever.
 *
 * <p>Until the first release the format may still change. Then, and never after it, the files are
 * made anew with {@code mvn -pl delist-core test -Dtest=SnapshotGoldenTest
 * -Ddelist.golden.write=true}.
 */
class SnapshotGoldenTest {

  private static final Path RESOURCES = Path.of("src/test/resources/snapshot");
  private static final Path FILE = RESOURCES.resolve("snapshot-v1.bin");
  private static final Path CONTENTS = RESOURCES.resolve("snapshot-v1.txt");

  @BeforeAll
  static void writeIfAskedTo() throws Exception {
    if (Boolean.getBoolean("delist.golden.write")) {
      Files.createDirectories(RESOURCES);
      Files.write(FILE, SampleLists.bytes(snapshot()));
      Files.write(CONTENTS, lines(snapshot()), StandardCharsets.US_ASCII);
    }
  }

  private static Snapshot snapshot() {
    return SampleLists.snapshot(SampleLists.ofEveryKind(), 41);
  }

  private static List<String> lines(Snapshot snapshot) {
    List<String> lines = new ArrayList<>();
    lines.add(snapshot.toString());
    SampleLists.contents(snapshot.view()).forEach(line -> lines.add(escaped(line)));
    return lines;
  }

  private static String escaped(String line) {
    StringBuilder ascii = new StringBuilder();
    line.chars().forEach(c -> ascii.append(c < 0x7f ? "" + (char) c : String.format("\\u%04x", c)));
    return ascii.toString();
  }

  @Test
  void theFileOfVersion1IsRead() throws Exception {
    assertThat(lines(SnapshotFile.read(FILE)))
        .isEqualTo(Files.readAllLines(CONTENTS, StandardCharsets.US_ASCII));
  }

  @Test
  void theSameListStillMakesTheSameBytes() throws Exception {
    assertThat(SampleLists.bytes(snapshot()))
        .as("format version 1 has changed without a new version")
        .isEqualTo(Files.readAllBytes(FILE));
  }
}
