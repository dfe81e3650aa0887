package io.delist.smtp.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What has reached a port of this machine and was not read yet: the kernel's table of IPv4 and IPv6
 * connections.
 */
public final class UnreadOctets {

  private static final String ESTABLISHED = "01";

  private UnreadOctets() {}

  /** Waits until so many connections of the port hold octets that its process did not read. */
  public static void await(int port, int connections) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> holding(port, "tcp") + holding(port, "tcp6") >= connections);
  }

  /** Columns: number, local address, remote address, state, octets unsent:unread, … */
  private static long holding(int port, String table) throws IOException {
    String local = String.format(":%04X", port);
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/net", table))) {
      return lines
          .map(line -> line.strip().split("\\s+", -1))
          .filter(columns -> columns[1].endsWith(local) && columns[3].equals(ESTABLISHED))
          .filter(columns -> !columns[4].endsWith(":00000000"))
          .count();
    }
  }
}
