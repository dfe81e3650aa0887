package io.delist.smtp.dnsbl;

import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.listener.ListenerStartException;
import io.delist.smtp.listener.SmtpListener;
import io.delist.smtp.netty.StreamServer;
import io.delist.smtp.netty.StreamSettings;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * Serves a {@link DnsblZone} over UDP and TCP on one port (RFC 7766: TCP is no option).
 *
 * <p>It answers queries and nothing else: no response, no other operation, no recursion, no
 * transfers. A query that it cannot answer for a fault of its own is answered {@code SERVFAIL}.
 *
 * <p><b>Threads:</b> safe. <b>Cost:</b> 45 KB for each thread.
 */
public final class DnsblServer implements SmtpListener {

  private static final String NAME = "dnsbl";

  /** With port 0 the port that TCP was given may be taken for UDP. */
  private static final int TRIES = 20;

  private final ListenerMeter meter;
  private final StreamServer tcp;
  private final UdpSockets udp;

  private DnsblServer(ListenerMeter meter, StreamServer tcp, UdpSockets udp) {
    this.meter = meter;
    this.tcp = tcp;
    this.udp = udp;
  }

  /**
   * Listens from now on.
   *
   * @param listAgeMillis the age of the list for its health, -1 if there is none
   * @throws ListenerStartException if the address cannot be bound
   */
  public static DnsblServer start(
      DnsblZone zone, DnsblServerSettings settings, LongSupplier listAgeMillis) {
    ListenerMeter meter = new ListenerMeter(listAgeMillis).expecting(Outcomes.LABELS);
    Responder responder = responder(settings);
    boolean anyPort = settings.address().getPort() == 0;
    for (int tries = 1; ; tries++) {
      try {
        return start(zone, settings, meter, responder);
      } catch (ListenerStartException e) {
        if (!anyPort || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private static DnsblServer start(
      DnsblZone zone, DnsblServerSettings settings, ListenerMeter meter, Responder responder) {
    // Connections of one thread take turns with it.
    FastThreadLocal<Exchange> exchanges =
        new FastThreadLocal<>() {
          @Override
          protected Exchange initialValue() {
            return new Exchange(zone);
          }
        };
    StreamServer tcp =
        StreamServer.start(
            new StreamSettings(
                NAME,
                settings.address(),
                settings.mostConnections(),
                Math.min(settings.threads(), 2),
                settings.grace()),
            meter,
            () ->
                new TcpHandler(
                    responder, exchanges.get(), meter, settings.idle(), System::nanoTime));
    try {
      UdpSockets udp =
          UdpSockets.bind(
              (InetSocketAddress) tcp.address(),
              udpThreads(settings),
              () -> new UdpAnswers(responder, new Exchange(zone), meter, System::nanoTime));
      return new DnsblServer(meter, tcp, udp);
    } catch (RuntimeException | Error e) {
      tcp.close();
      throw e;
    }
  }

  /**
   * A port that the system chose is one of those that clients get for theirs, and programs of the
   * same user whose sockets share ports, dig for one, may get it too: that one is not shared.
   */
  private static int udpThreads(DnsblServerSettings settings) {
    return settings.address().getPort() == 0 ? 1 : settings.threads();
  }

  private static Responder responder(DnsblServerSettings settings) {
    LongSupplier nanoTime = System::nanoTime;
    int limit = settings.responsesPerSecond();
    ResponseRates rates =
        limit == 0
            ? null
            : new ResponseRates(limit, new SecureRandom().nextLong(), nanoTime.getAsLong());
    return new Responder(
        new ClientNetworks(settings.clients()),
        rates,
        settings.slip(),
        nanoTime,
        new FailureLog(nanoTime));
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Of both UDP and TCP. */
  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) tcp.address();
  }

  @Override
  public ListenerHealth health() {
    return meter.health(NAME, tcp.addressText(), tcp.isListening() && udp.isListening());
  }

  @Override
  public void close() {
    try {
      udp.close();
    } finally {
      tcp.close();
    }
  }
}
