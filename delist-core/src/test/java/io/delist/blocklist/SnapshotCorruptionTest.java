package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file that is not the one that was written is refused, and refused in one way. */
class SnapshotCorruptionTest {

  private static final int SECTIONS_AT = 44;
  private static final int SECTION_BYTES = 32;

  @TempDir Path dir;
  private Path file;
  private byte[] good;

  @BeforeEach
  void write() throws IOException {
    file = dir.resolve("list");
    SnapshotFile.write(file, SampleLists.snapshot(SampleLists.ofEveryKind(), 41));
    good = Files.readAllBytes(file);
  }

  private SnapshotFormatException refused(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return refused();
  }

  private SnapshotFormatException refused() throws IOException {
    try {
      Snapshot read = SnapshotFile.read(file);
      return fail("it was read as %s", read);
    } catch (SnapshotFormatException e) {
      assertThat(e.file()).isEqualTo(file);
      assertThat(e.offset()).isBetween(0L, 2L * good.length);
      assertThat(e.getMessage()).contains(file.toString(), e.problem());
      return e;
    }
  }

  @Test
  void cutOffAtAnyByte() throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (int length = good.length - 1; length >= 0; length--) {
        bytes.setLength(length);
        refused();
      }
    }
  }

  @Test
  void withAnyBitTurned() throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (int bit = 0; bit < good.length * 8; bit++) {
        bytes.seek(bit / 8);
        bytes.write(good[bit / 8] ^ 1 << bit % 8);
        refused();
        bytes.seek(bit / 8);
        bytes.write(good[bit / 8]);
      }
    }
    assertThat(file).hasBinaryContent(good);
  }

  @Test
  void withAnyByteMoreOrLess() throws Exception {
    for (int at = 0; at <= good.length; at++) {
      byte[] longer = Arrays.copyOf(good, good.length + 1);
      System.arraycopy(good, at, longer, at + 1, good.length - at);
      refused(longer);
    }
    for (int at = 0; at < good.length; at++) {
      byte[] shorter = Arrays.copyOf(good, good.length - 1);
      System.arraycopy(good, at + 1, shorter, at, good.length - at - 1);
      refused(shorter);
    }
  }

  @Test
  void withBytesOfChanceInside() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = good.clone();
      byte[] noise = new byte[1 + random.nextInt(64)];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bytes, random.nextInt(bytes.length - noise.length), noise.length);
      refused(bytes);
    }
  }

  @Test
  void anotherFileOrAnEmptyOne() throws Exception {
    refused(new byte[0]);
    refused("192.0.2.1\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
    byte[] zeros = new byte[4096];
    assertThat(refused(zeros).problem()).contains("no snapshot");
  }

  @Test
  void aNewerFormatSaysSo() throws Exception {
    byte[] bytes = good.clone();
    bytes[8] = 2;
    assertThat(refused(bytes).problem()).contains("format version 2", "reads version 1");
  }

  @Test
  void aChunkWithoutItsChecksumNamesItsPlace() throws Exception {
    int firstChunk = 146 + 2 * SampleLists.EPOCH.length();
    byte[] bytes = good.clone();
    bytes[firstChunk + 10] ^= 1;
    assertThat(refused(bytes).offset()).isEqualTo(firstChunk);
  }

  /** Checksums are no defence against one who makes them: sizes are believed for no reason. */
  @Test
  void aHeaderThatClaimsMoreThanTheFileHasAllocatesNothing() throws Exception {
    for (int section = 0; section < 3; section++) {
      int at = SECTIONS_AT + section * SECTION_BYTES;
      for (long claim : new long[] {1L << 60, Long.MAX_VALUE, -1, Integer.MAX_VALUE, 1 << 20}) {
        refusedAtOnce(header -> header.putInt(at, (int) Math.min(claim, Integer.MAX_VALUE)));
        refusedAtOnce(header -> header.putLong(at + 8, claim));
        refusedAtOnce(header -> header.putLong(at + 16, claim));
        refusedAtOnce(header -> header.putLong(at + 24, claim));
      }
    }
    refusedAtOnce(header -> header.putInt(12, Integer.MAX_VALUE));
    refusedAtOnce(header -> header.putInt(12, -1));
    refusedAtOnce(header -> header.putLong(16, 1L << 60));
    refusedAtOnce(header -> header.putShort(140, (short) -1));
  }

  /** With a header whose checksum is right, and a chunk's too. */
  private void refusedAtOnce(Consumer<ByteBuffer> change) throws IOException {
    byte[] bytes = good.clone();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = buffer.getInt(12) - Integer.BYTES;
    change.accept(buffer);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, end);
    buffer.putInt(end, (int) crc.getValue());
    long before = allocated();
    refused(bytes);
    assertThat(allocated() - before).isLessThan(1 << 20);
  }

  @Test
  void aChunkThatClaimsMoreThanThereIsAllocatesNothing() throws Exception {
    int firstChunk = 146 + 2 * SampleLists.EPOCH.length();
    for (int claim : new int[] {Integer.MAX_VALUE, -1, 0, Integer.MIN_VALUE, 4 << 20, 1 << 20}) {
      byte[] bytes = good.clone();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(firstChunk, claim);
      long before = allocated();
      SnapshotFormatException e = refused(bytes);
      assertThat(allocated() - before).isLessThan(1 << 20);
      assertThat(e.offset()).isEqualTo(firstChunk);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
