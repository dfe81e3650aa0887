package io.delist.smtp.postfix;

import io.delist.smtp.SmtpGate;
import io.delist.smtp.netty.StreamSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The settings of a {@link PolicyServer}. Each has a default: 127.0.0.1, port 10031, 4,096
 * connections.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class PolicyServerBuilder {

  /** The port if none is set. */
  public static final int DEFAULT_PORT = 10_031;

  private static final int DEFAULT_CONNECTIONS = 4_096;
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

  final SmtpGate gate;
  LongSupplier listAgeMillis = () -> -1;
  PolicyTimes times = PolicyTimes.DEFAULT;
  private SocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), DEFAULT_PORT);
  private int mostConnections = DEFAULT_CONNECTIONS;
  private int threads = StreamSettings.defaultThreads();
  private Duration grace = DEFAULT_GRACE;

  PolicyServerBuilder(SmtpGate gate) {
    this.gate = gate;
  }

  /**
   * Listens on TCP. Whoever reaches the port may ask, so let it be an address that only mail
   * servers reach.
   *
   * @param newAddress an address of this machine; port 0 takes any free one
   */
  public PolicyServerBuilder address(InetSocketAddress newAddress) {
    this.address = newAddress;
    return this;
  }

  /**
   * Listens on a Unix socket instead of TCP. The file is made at the start and removed at the end;
   * one that is left of a process that was killed is replaced. Every user who may enter the
   * directory may ask, since Postfix asks as another user.
   *
   * @param path its file; the directory must exist. A Postfix that runs in a chroot, as Debian's
   *     does, sees files below {@code /var/spool/postfix} alone
   */
  public PolicyServerBuilder unixSocket(Path path) {
    this.address = UnixDomainSocketAddress.of(path);
    return this;
  }

  /** How many connections are served at a time; the next is closed at once. */
  public PolicyServerBuilder maxConnections(int most) {
    this.mostConnections = StreamSettings.checkConnections(most);
    return this;
  }

  /** How many threads serve them; the number of processors if not set. */
  public PolicyServerBuilder threads(int number) {
    this.threads = StreamSettings.checkThreads(number);
    return this;
  }

  /** How long a request may take from its first octet to its last; 10 seconds if not set. */
  public PolicyServerBuilder requestTime(Duration time) {
    this.times = new PolicyTimes(time, times.idle());
    return this;
  }

  /**
   * How long a connection may wait for its next request; 330 seconds if not set. It should be
   * longer than Postfix's {@code smtpd_policy_service_max_idle}, 300 seconds, so that Postfix is
   * the one who closes.
   */
  public PolicyServerBuilder idleTime(Duration time) {
    this.times = new PolicyTimes(times.request(), time);
    return this;
  }

  /** How long {@link PolicyServer#close} waits for requests under way; 5 seconds if not set. */
  public PolicyServerBuilder grace(Duration time) {
    this.grace = StreamSettings.checkGrace(time);
    return this;
  }

  /**
   * Tells the list's age to {@link PolicyServer#health}.
   *
   * @param millis the age in milliseconds, -1 if there is no list: {@code replica::ageMillis}
   */
  public PolicyServerBuilder listAge(LongSupplier millis) {
    this.listAgeMillis = millis;
    return this;
  }

  StreamSettings stream(String name) {
    return new StreamSettings(name, address, mostConnections, threads, grace);
  }

  /**
   * A server that listens.
   *
   * @throws IllegalArgumentException if a setting is out of range
   * @throws io.delist.smtp.listener.ListenerStartException if the address cannot be bound
   */
  public PolicyServer start() {
    return new PolicyServer(this);
  }
}
