package io.delist.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Makes of what was sent the list itself: unpacks it if it was packed, within the limit of size.
 */
final class Unpacking {

  private static final int BUFFER_BYTES = 1 << 16;

  private Unpacking() {}

  /**
   * Writes the list to a file of its own and forces it to the disk.
   *
   * @param encoding the header Content-Encoding, or empty
   */
  static void unpack(Path sent, String encoding, Path list, long limitBytes) throws IOException {
    switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> copy(Files.newInputStream(sent), list, limitBytes);
      case "gzip", "x-gzip" -> gunzip(sent, list, limitBytes);
      default ->
          throw new FetchException("is packed in a way that was not asked for; gzip and none were");
    }
    try (FileChannel channel = FileChannel.open(list, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void gunzip(Path sent, Path list, long limitBytes) throws IOException {
    try (InputStream raw = Files.newInputStream(sent)) {
      copy(new GZIPInputStream(raw, BUFFER_BYTES), list, limitBytes);
    } catch (ZipException | EOFException e) {
      throw new FetchException("is said to be gzip and is not whole or none (" + e + ")");
    }
  }

  private static void copy(InputStream from, Path list, long limitBytes) throws IOException {
    try (from;
        OutputStream out = Files.newOutputStream(list)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long left = limitBytes;
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        left -= read;
        if (left < 0) {
          throw FetchException.tooLarge(limitBytes);
        }
        out.write(buffer, 0, read);
      }
    }
  }
}
