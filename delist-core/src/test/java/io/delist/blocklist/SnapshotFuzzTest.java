package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.hash.Hashing;
import io.delist.Fuzzed;
import io.delist.net.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Snapshot files: refused with the declared exception, or a list that answers every address. */
@Timeout(30)
class SnapshotFuzzTest {

  private static final long MOST_BYTES = 32 << 20;
  private static final long MOST_TIMES = 64;
  private static final int SHA_BYTES = 32;

  @FuzzTest(maxDuration = "5m")
  void files(byte[] input) {
    ask(input);
  }

  /** With all checksums put right, as one could who makes a file to do harm. */
  @FuzzTest(maxDuration = "5m")
  void sealedFiles(byte[] input) {
    ask(sealed(input.clone()));
  }

  private static byte[] sealed(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - SHA_BYTES;
    if (end < 24) {
      return bytes;
    }
    file.putLong(16, bytes.length);
    int header = file.getInt(12);
    if (header > 24 && header <= end) {
      file.putInt(header - 4, crc(bytes, 0, header - 4));
      int at = header;
      while (at + 8 <= end) {
        int length = file.getInt(at);
        if (length < 0 || length > end - at - 8) {
          break;
        }
        file.putInt(at + 4 + length, crc(bytes, at, 4 + length));
        at += 8 + length;
      }
    }
    Hashing.sha256().hashBytes(bytes, 0, end).writeBytesTo(bytes, end, SHA_BYTES);
    return bytes;
  }

  private static int crc(byte[] bytes, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, length);
    return (int) crc.getValue();
  }

  private static void ask(byte[] bytes) {
    Optional<Long> revision =
        Fuzzed.twice(
            MOST_BYTES + MOST_TIMES * bytes.length,
            () -> Optional.ofNullable(read(bytes)).map(snapshot -> snapshot.view().revision()));
    if (revision.isEmpty()) {
      return;
    }
    Snapshot snapshot = read(bytes);
    assertThat(snapshot).isNotNull();
    for (int slot = 0; slot < 0x1_0000; slot += 11) {
      for (IpAddress address :
          new IpAddress[] {
            IpAddress.ofV4(slot << 16 | slot), IpAddress.ofV6((long) slot << 48 | slot, slot)
          }) {
        snapshot.view().check(address, slot);
        snapshot.view().explain(address, Instant.EPOCH);
      }
    }
  }

  private static @Nullable Snapshot read(byte[] bytes) {
    try {
      Path file = Files.createTempFile("delist-fuzz", ".snapshot");
      try {
        Files.write(file, bytes);
        return SnapshotFile.read(file);
      } catch (SnapshotFormatException e) {
        assertThat(e.getMessage()).hasSizeBetween(1, 1000);
        return null;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
