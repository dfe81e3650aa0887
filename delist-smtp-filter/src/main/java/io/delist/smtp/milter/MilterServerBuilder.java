package io.delist.smtp.milter;

import io.delist.smtp.SmtpGate;
import io.delist.smtp.listener.ListenerStartException;
import io.delist.smtp.netty.StreamSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The settings of a {@link MilterServer}. Each has a default: 127.0.0.1, port 10032, 4,096
 * connections.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class MilterServerBuilder {

  /** The port if none is set. */
  public static final int DEFAULT_PORT = 10_032;

  private static final Duration LONGEST = Duration.ofDays(1);

  final SmtpGate gate;
  Treatment treatment = Treatment.REFUSE;
  Duration frameTime = Duration.ofSeconds(10);
  Duration idleTime = Duration.ofSeconds(7_210);
  LongSupplier listAgeMillis = () -> -1;
  private SocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), DEFAULT_PORT);
  private int mostConnections = 4_096;
  private int threads = StreamSettings.defaultThreads();
  private Duration grace = Duration.ofSeconds(5);

  MilterServerBuilder(SmtpGate gate) {
    this.gate = gate;
  }

  /**
   * Listens on TCP. Whoever reaches the port can ask about any client, so let it be an address that
   * only mail servers reach.
   *
   * @param newAddress an address of this machine; port 0 takes any free one
   */
  public MilterServerBuilder address(InetSocketAddress newAddress) {
    this.address = newAddress;
    return this;
  }

  /**
   * Listens on a Unix socket instead of TCP. The file is made at the start and removed at the end;
   * whoever may enter its directory may ask.
   *
   * @param path its file; the directory must exist
   */
  public MilterServerBuilder unixSocket(Path path) {
    this.address = UnixDomainSocketAddress.of(path);
    return this;
  }

  /**
   * Mail that the gate refuses for good is taken, and put aside at the end of the message: the hold
   * queue of Postfix, the quarantine of Sendmail. One such recipient is enough. What the gate
   * defers is deferred all the same. A mail server that does not let a milter do that takes the
   * message unmarked, which {@link MilterServer#health} counts as the decision {@code unmarked}.
   */
  public MilterServerBuilder quarantine() {
    this.treatment = Treatment.QUARANTINE;
    return this;
  }

  /** How many connections are served at a time; the next is closed at once. */
  public MilterServerBuilder maxConnections(int most) {
    this.mostConnections = StreamSettings.checkConnections(most);
    return this;
  }

  /**
   * The time in which a frame that has begun must be whole, the first one must come, and replies
   * must be read; 10 seconds if not set, up to a day.
   */
  public MilterServerBuilder frameTime(Duration limit) {
    this.frameTime = checked("frame time", limit);
    return this;
  }

  /**
   * How long a connection may be silent between frames; 7,210 seconds if not set, as in libmilter,
   * up to a day. Within one message nothing is heard of while a slow client sends its text, so a
   * short time here takes the milter out of long messages.
   */
  public MilterServerBuilder idleTime(Duration limit) {
    this.idleTime = checked("idle time", limit);
    return this;
  }

  /** How many threads serve connections; as many as there are processors if not set. */
  public MilterServerBuilder threads(int number) {
    this.threads = StreamSettings.checkThreads(number);
    return this;
  }

  /** How long a stop waits for sessions under way; 5 seconds if not set, up to a minute. */
  public MilterServerBuilder grace(Duration limit) {
    this.grace = StreamSettings.checkGrace(limit);
    return this;
  }

  /** The age of the list in milliseconds, for {@link MilterServer#health}; -1 is no list. */
  public MilterServerBuilder listAge(LongSupplier ageMillis) {
    this.listAgeMillis = ageMillis;
    return this;
  }

  /**
   * Listens from now on.
   *
   * @throws ListenerStartException if the address cannot be bound
   */
  public MilterServer start() {
    return new MilterServer(this);
  }

  StreamSettings stream() {
    return new StreamSettings(MilterServer.NAME, address, mostConnections, threads, grace);
  }

  private static Duration checked(String what, Duration limit) {
    if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what + " " + limit + " is out of range; must be above zero and up to " + LONGEST);
    }
    return limit;
  }
}
