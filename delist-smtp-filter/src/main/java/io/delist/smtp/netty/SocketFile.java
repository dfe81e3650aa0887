package io.delist.smtp.netty;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of a Unix socket. It outlives a process that was killed, so one that nobody answers at
 * is taken away before the next bind; anything else that is in the way stays.
 */
final class SocketFile {

  private SocketFile() {}

  static void makeRoom(SocketAddress address) throws IOException {
    if (!(address instanceof UnixDomainSocketAddress unix)
        || !Files.exists(unix.getPath(), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path path = unix.getPath();
    BasicFileAttributes file =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!file.isOther()) {
      throw new BindException("there is a file of that name that is no socket");
    }
    try (SocketChannel answers = SocketChannel.open(unix)) {
      throw new BindException("another process answers there, to " + answers.getRemoteAddress());
    } catch (BindException e) {
      throw e;
    } catch (IOException nobody) {
      Files.deleteIfExists(path);
    }
  }

  /** Whoever may enter the directory may ask: the mail server runs as another user. */
  static void letOthersIn(SocketAddress address) throws IOException {
    if (address instanceof UnixDomainSocketAddress unix) {
      Files.setPosixFilePermissions(unix.getPath(), PosixFilePermissions.fromString("rw-rw-rw-"));
    }
  }

  static void remove(SocketAddress address) {
    if (address instanceof UnixDomainSocketAddress unix) {
      try {
        Files.deleteIfExists(unix.getPath());
      } catch (IOException e) {
        // The next start takes it away.
      }
    }
  }
}
