package io.delist.smtp.dnsbl;

import io.delist.net.IpPrefix;
import io.delist.smtp.netty.StreamSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where a {@link DnsblServer} listens, and for whom. Immutable.
 *
 * @param address an address and port for both UDP and TCP, port 0 for any that is free. On a host
 *     with several addresses name one: answers over UDP from the wildcard address may leave from
 *     another one than was asked
 * @param threads how many threads answer, from 1; over UDP it is one with port 0, and where the
 *     system does not let sockets share a port
 * @param clients who may ask; everybody if empty. Others are refused
 * @param responsesPerSecond how many answers a second go to one network (IPv4 /24, IPv6 /56) over
 *     UDP: 1 to 1,000,000, or 0 for no limit
 * @param slip every so many-th answer above the limit is an empty one that asks the client to come
 *     over TCP, so that a client whose address others forge still gets through; 0 for none
 * @param mostConnections how many TCP connections are served at a time, from 1
 * @param idle how long a TCP connection may be silent, and how long one message may take to arrive:
 *     up to 2 minutes
 * @param grace how long a stop waits for answers under way, up to a minute
 */
public record DnsblServerSettings(
    InetSocketAddress address,
    int threads,
    List<IpPrefix> clients,
    int responsesPerSecond,
    int slip,
    int mostConnections,
    Duration idle,
    Duration grace) {

  private static final Duration SHORTEST_IDLE = Duration.ofMillis(100);
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(2);
  private static final int MOST_SLIP = 1000;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public DnsblServerSettings {
    clients = List.copyOf(clients);
    if (responsesPerSecond < 0 || responsesPerSecond > ResponseRates.MOST_PER_SECOND) {
      throw new IllegalArgumentException(
          responsesPerSecond
              + " responses a second is out of range; must be 1 to "
              + ResponseRates.MOST_PER_SECOND
              + ", or 0 for no limit");
    }
    if (slip < 0 || slip > MOST_SLIP) {
      throw new IllegalArgumentException(
          "slip " + slip + " is out of range; must be 0 to " + MOST_SLIP);
    }
    if (idle.compareTo(SHORTEST_IDLE) < 0 || idle.compareTo(LONGEST_IDLE) > 0) {
      throw new IllegalArgumentException(
          "idle time "
              + idle
              + " is out of range; must be "
              + SHORTEST_IDLE
              + " to "
              + LONGEST_IDLE);
    }
    // Checks the rest, and says what is wrong with it.
    new StreamSettings("dnsbl", address, mostConnections, threads, grace);
    new ClientNetworks(clients);
  }

  /**
   * Everybody may ask as fast as they like; 1,000 connections, 10 seconds of silence, 5 seconds of
   * grace; a thread for each processor.
   */
  public static DnsblServerSettings of(InetSocketAddress address) {
    return new DnsblServerSettings(
        address,
        StreamSettings.defaultThreads(),
        List.of(),
        0,
        2,
        1000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5));
  }

  /** The same for these clients. */
  public DnsblServerSettings withClients(List<IpPrefix> prefixes) {
    return new DnsblServerSettings(
        address, threads, prefixes, responsesPerSecond, slip, mostConnections, idle, grace);
  }

  /** The same with this limit. */
  public DnsblServerSettings withResponsesPerSecond(int limit, int newSlip) {
    return new DnsblServerSettings(
        address, threads, clients, limit, newSlip, mostConnections, idle, grace);
  }

  /** The same with so many threads. */
  public DnsblServerSettings withThreads(int count) {
    return new DnsblServerSettings(
        address, count, clients, responsesPerSecond, slip, mostConnections, idle, grace);
  }

  /** The same with these limits of TCP. */
  public DnsblServerSettings withConnections(int most, Duration newIdle) {
    return new DnsblServerSettings(
        address, threads, clients, responsesPerSecond, slip, most, newIdle, grace);
  }

  /** The same with this grace. */
  public DnsblServerSettings withGrace(Duration newGrace) {
    return new DnsblServerSettings(
        address, threads, clients, responsesPerSecond, slip, mostConnections, idle, newGrace);
  }
}
