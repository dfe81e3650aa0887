package io.delist.smtp.netty;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;

/**
 * Where a stream server listens, and for how many.
 *
 * @param name what it speaks, for threads and messages
 * @param address an address and port, 0 for any free one, or the path of a Unix socket
 * @param mostConnections how many are served at a time, from 1; the next is closed at once
 * @param threads how many threads serve them, from 1
 * @param grace how long a stop waits for answers under way, up to a minute
 */
public record StreamSettings(
    String name, SocketAddress address, int mostConnections, int threads, Duration grace) {

  private static final Duration LONGEST_GRACE = Duration.ofMinutes(1);
  private static final int MOST_THREADS = 1024;

  /**
   * @throws IllegalArgumentException if a number is out of range, or the address is of another kind
   *     or has a name that was not found
   */
  public StreamSettings {
    checkConnections(mostConnections);
    checkThreads(threads);
    checkGrace(grace);
    if (address instanceof InetSocketAddress inet) {
      if (inet.isUnresolved()) {
        throw new IllegalArgumentException(
            "address "
                + inet.getHostString()
                + " was not found; use an address of this machine, as in 127.0.0.1");
      }
    } else if (!(address instanceof UnixDomainSocketAddress)) {
      throw new IllegalArgumentException(
          "an address is an InetSocketAddress or a UnixDomainSocketAddress, not a "
              + address.getClass().getSimpleName());
    }
  }

  /**
   * A limit of connections that can be one.
   *
   * @throws IllegalArgumentException if there may not be so many connections
   */
  public static int checkConnections(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "limit of " + most + " connections is out of range; must be 1 or more");
    }
    return most;
  }

  /**
   * A number of threads that can be one.
   *
   * @throws IllegalArgumentException if there may not be so many threads
   */
  public static int checkThreads(int number) {
    if (number < 1 || number > MOST_THREADS) {
      throw new IllegalArgumentException(
          "number of threads " + number + " is out of range; must be 1 to " + MOST_THREADS);
    }
    return number;
  }

  /**
   * A grace that can be one.
   *
   * @throws IllegalArgumentException if it is below zero or too long
   */
  public static Duration checkGrace(Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST_GRACE) > 0) {
      throw new IllegalArgumentException(
          "grace " + time + " is out of range; must be PT0S to " + LONGEST_GRACE);
    }
    return time;
  }

  /** As many threads as there are processors. */
  public static int defaultThreads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
