package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {

  @TempDir Path dir;

  private Path file() {
    return dir.resolve("blocklist.snapshot");
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    Snapshot snapshot = SampleLists.snapshot(SampleLists.ofEveryKind(), 41);

    SnapshotFile.write(file(), snapshot);
    Snapshot read = SnapshotFile.read(file());

    assertThat(read.epoch()).isEqualTo(SampleLists.EPOCH);
    assertThat(read.asOf()).isEqualTo(SampleLists.START);
    assertThat(read.revision()).isEqualTo(41);
    assertThat(SampleLists.contents(read.view()))
        .isEqualTo(SampleLists.contents(snapshot.view()))
        .hasSize(9);
    assertThat(read.view().listedPrefixes()).isEqualTo(5);
    assertThat(read.view().exemptPrefixes()).isEqualTo(2);
    assertThat(read.view().allowedPrefixes()).isEqualTo(2);
  }

  @Test
  void anExpiryIsAsExactAfterwardsAsBefore() throws Exception {
    SnapshotFile.write(file(), SampleLists.snapshot(SampleLists.ofEveryKind(), 1));
    BlocklistView view = SnapshotFile.read(file()).view();
    IpAddress address = IpAddress.parse("198.51.100.9");
    long end = SampleLists.START.plusSeconds(60).toEpochMilli();

    assertThat(view.check(address, end - 1)).isInstanceOf(Verdict.Exempt.class);
    assertThat(view.check(address, end)).isInstanceOf(Verdict.Listed.class);
  }

  @Test
  void anEmptyListIsAListToo() throws Exception {
    SnapshotFile.write(file(), SampleLists.snapshot(List.of(), 0));

    assertThat(SampleLists.contents(SnapshotFile.read(file()).view())).isEmpty();
  }

  @Test
  void aListOfManyChunksComesBackWhole() throws Exception {
    List<Change> changes = SampleLists.many(120_000, 7);
    for (int i = 0; i < 20_000; i++) {
      IpAddress address = IpAddress.ofV6(0x20010db8_00000000L + i / 7, i);
      changes.add(SampleLists.listed(address + "/128", "operator", 606, "reason " + i + "x", null));
    }
    Snapshot snapshot = SampleLists.snapshot(changes, 2);

    SnapshotFile.Written written = SnapshotFile.write(file(), snapshot);
    BlocklistView read = SnapshotFile.read(file()).view();

    assertThat(written.bytes()).isGreaterThan(ChunkOutput.CHUNK_BYTES);
    assertThat(SampleLists.contents(read)).isEqualTo(SampleLists.contents(snapshot.view()));
  }

  @Test
  void thePrefixThatAThousandSourcesListTakesOneLongRecord() throws Exception {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      changes.add(SampleLists.listed("192.0.2.0/24", "feed:" + i, 606, ("é" + i).repeat(40), null));
    }
    Snapshot snapshot = SampleLists.snapshot(changes, 2);

    SnapshotFile.write(file(), snapshot);

    assertThat(SampleLists.contents(SnapshotFile.read(file()).view()))
        .isEqualTo(SampleLists.contents(snapshot.view()));
  }

  @Test
  void theLastBytesAreTheSha256OfAllBefore() throws Exception {
    SnapshotFile.Written written =
        SnapshotFile.write(file(), SampleLists.snapshot(SampleLists.ofEveryKind(), 41));
    byte[] bytes = Files.readAllBytes(file());
    byte[] body = Arrays.copyOf(bytes, bytes.length - 32);

    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(body);

    assertThat(Arrays.copyOfRange(bytes, body.length, bytes.length)).isEqualTo(sha256);
    assertThat(written)
        .isEqualTo(
            new SnapshotFile.Written(file(), bytes.length, HexFormat.of().formatHex(sha256)));
  }

  @Test
  void onlyItsOwnerCanReadItAndNothingIsLeftBesideIt() throws Exception {
    Path deep = dir.resolve("a/b/list");

    SnapshotFile.write(deep, SampleLists.snapshot(SampleLists.ofEveryKind(), 1));
    SnapshotFile.write(deep, SampleLists.snapshot(SampleLists.ofEveryKind(), 2));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
        .isEqualTo("rw-------");
    assertThat(names(deep.getParent())).containsExactly("list");
    assertThat(SnapshotFile.read(deep).revision()).isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeReplacedStaysAsItWas() throws Exception {
    Path taken = dir.resolve("taken");
    Files.createDirectories(taken.resolve("inside"));

    assertThatThrownBy(() -> SnapshotFile.write(taken, SampleLists.snapshot(List.of(), 1)))
        .isInstanceOf(IOException.class);

    assertThat(names(dir)).containsExactly("taken");
    assertThat(taken.resolve("inside")).exists();
  }

  @Test
  void aDirectoryThatIsAFileIsAnError() throws Exception {
    Path plain = Files.writeString(dir.resolve("plain"), "text");

    assertThatThrownBy(
            () -> SnapshotFile.write(plain.resolve("list"), SampleLists.snapshot(List.of(), 1)))
        .isInstanceOf(IOException.class);

    assertThat(plain).hasContent("text");
  }

  @Test
  void aFullDiskIsAnErrorThatLeavesTheOldFile() throws Exception {
    SnapshotFile.write(file(), SampleLists.snapshot(List.of(), 1));
    byte[] old = Files.readAllBytes(file());
    SnapshotEncoder encoder =
        new SnapshotEncoder(SampleLists.snapshot(SampleLists.ofEveryKind(), 2));

    try (FileReplacement replacement = FileReplacement.of(file())) {
      assertThatThrownBy(
              () ->
                  encoder.write(
                      bytes -> {
                        replacement.write(bytes);
                        throw new IOException("No space left on device");
                      }))
          .hasMessage("No space left on device");
    }

    assertThat(file()).hasBinaryContent(old);
    assertThat(names(dir)).containsExactly("blocklist.snapshot");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDirectoryThatCannotBeForcedAfterTheMoveIsNoErrorForTheNewFileIsInPlace(boolean io)
      throws Exception {
    Files.writeString(file(), "old");
    FileReplacement replacement =
        FileReplacement.of(
            file(),
            directory -> {
              if (io) {
                throw new IOException("Input/output error");
              }
              throw new UnsupportedOperationException("no directories here");
            });

    try (replacement) {
      replacement.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      replacement.force();
      replacement.publish();
    }

    assertThat(file()).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(names(dir)).containsExactly("blocklist.snapshot");
  }

  @Test
  void nothingIsTouchedAfterTheMoveThatCouldFail() throws Exception {
    FileReplacement replacement = FileReplacement.of(file());
    try (replacement) {
      replacement.force();
      replacement.publish();
      Files.createDirectories(replacement.beside().resolve("in the way"));
    }

    assertThat(replacement.beside().resolve("in the way")).exists();
  }

  @Test
  void whatKilledWritersLeftIsRemovedAndNothingElse() throws Exception {
    SnapshotFile.write(file(), SampleLists.snapshot(List.of(), 1));
    Files.writeString(dir.resolve(".blocklist.snapshot.123.tmp"), "half");
    Files.writeString(dir.resolve(".other.123.tmp"), "another's");

    SnapshotFile.removeLeftovers(file());
    SnapshotFile.removeLeftovers(dir.resolve("not/there"));

    assertThat(names(dir)).containsExactly(".other.123.tmp", "blocklist.snapshot");
  }

  @Test
  void whatIsNoFileIsAnIoError() throws Exception {
    assertThatThrownBy(() -> SnapshotFile.read(file())).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> SnapshotFile.read(dir))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SnapshotFormatException.class);
  }

  @Test
  void twoListsThatGoOnFromOneSnapshotDoNotMeet() throws Exception {
    SnapshotFile.write(file(), SampleLists.snapshot(SampleLists.ofEveryKind(), 1));
    Snapshot snapshot = SnapshotFile.read(file());
    BlocklistProjection one = new BlocklistProjection(InstantSource.fixed(SampleLists.START));
    BlocklistProjection other = new BlocklistProjection(InstantSource.fixed(SampleLists.START));
    one.restore(snapshot);
    other.restore(snapshot);

    one.apply(SampleLists.listed("192.0.2.1/32", "operator", 607, "one", null));
    other.apply(SampleLists.listed("192.0.2.1/32", "operator", 608, "other", null));
    one.publish(2);
    other.publish(2);

    IpAddress address = IpAddress.parse("192.0.2.1");
    assertThat(((Verdict.Listed) one.blocklist().check(address)).terms().reason()).isEqualTo("one");
    assertThat(((Verdict.Listed) other.blocklist().check(address)).terms().reason())
        .isEqualTo("other");
    assertThat(SampleLists.contents(snapshot.view())).hasSize(9);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
