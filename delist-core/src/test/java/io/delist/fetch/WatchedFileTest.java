package io.delist.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

  @TempDir private Path directory;
  private Path file;
  private WatchedFile place;

  @BeforeEach
  void aFileIsThere() throws IOException {
    file = Files.writeString(directory.resolve("list.txt"), "one\n");
    place = new WatchedFile(file);
  }

  @Test
  void theFirstLookTakesItAndTheNextFindNothingNew() {
    assertThat(place.look()).isEqualTo(new Look.Found(file));
    assertThat(place.look()).isInstanceOf(Look.Unchanged.class);
    assertThat(place.look()).isInstanceOf(Look.Unchanged.class);
  }

  @Test
  void whatIsStillBeingWrittenIsNotTaken() throws IOException {
    place.look();
    Files.writeString(file, "two\n", StandardOpenOption.APPEND);
    assertThat(place.look()).isInstanceOf(Look.Unsettled.class);
    Files.writeString(file, "three\n", StandardOpenOption.APPEND);
    assertThat(place.look()).as("another half").isInstanceOf(Look.Unsettled.class);
    assertThat(place.look()).as("unchanged for one interval").isEqualTo(new Look.Found(file));
    assertThat(place.look()).isInstanceOf(Look.Unchanged.class);
  }

  @Test
  void aFileOfTheSameSizeAndTimeThatIsRenamedIntoPlaceIsAnother() throws IOException {
    place.look();
    FileTime time = Files.getLastModifiedTime(file);
    Path other = Files.writeString(directory.resolve("new"), "two\n");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(place.look()).isInstanceOf(Look.Unsettled.class);
    assertThat(place.look()).isEqualTo(new Look.Found(file));
  }

  @Test
  void anotherTimeAloneIsAnotherState() throws IOException {
    place.look();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));

    assertThat(place.look()).isInstanceOf(Look.Unsettled.class);
    assertThat(place.look()).isEqualTo(new Look.Found(file));
  }

  @Test
  void aFileThatIsGoneIsSaidAndWhatComesInItsPlaceSettlesFirst() throws IOException {
    place.look();
    Files.delete(file);
    assertThat(place.look())
        .isInstanceOfSatisfying(
            Look.Failed.class, failed -> assertThat(failed.why()).startsWith("cannot be read ("));
    Files.writeString(file, "one\n");
    assertThat(place.look()).isInstanceOf(Look.Unsettled.class);
    assertThat(place.look()).isEqualTo(new Look.Found(file));
  }

  @Test
  void aDirectoryInItsPlaceIsNoList() {
    assertThat(new WatchedFile(directory).look()).isInstanceOf(Look.Failed.class);
  }

  @Test
  @Timeout(30)
  void aPipeInItsPlaceIsNoListAndIsNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(new WatchedFile(pipe).look())
        .isInstanceOfSatisfying(
            Look.Failed.class,
            failed ->
                assertThat(failed.why()).contains(pipe + " is no file, but a pipe or a device"));
  }

  @Test
  void whatCouldNotBeUsedForNowIsFoundAgain() throws IOException {
    place.look();
    place.settle(file, false);
    assertThat(place.look()).isEqualTo(new Look.Found(file));
    place.settle(file, false);
    Files.writeString(file, "two\n", StandardOpenOption.APPEND);
    assertThat(place.look()).as("it changed meanwhile").isInstanceOf(Look.Unsettled.class);
  }

  @Test
  void aWatchedFileKeepsNoListBesideIt() {
    assertThat(place.lastGood()).isEmpty();
    assertThat(place.isSlow()).isFalse();
  }
}
