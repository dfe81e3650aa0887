package io.delist.smtp.postfix;

import io.delist.smtp.SmtpDecision;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.listener.SmtpListener;
import io.delist.smtp.netty.StreamServer;
import java.net.SocketAddress;
import java.util.Set;

/**
 * Answers Postfix's policy requests from a gate, on TCP or a Unix socket.
 *
 * <p>It decides where a recipient is known, {@code protocol_state=RCPT}; at every other stage it
 * answers {@code DUNNO}. What it answers:
 *
 * <ul>
 *   <li>no opinion: {@code DUNNO}, so that Postfix's other restrictions come next; never {@code OK}
 *   <li>a refusal: its code, enhanced code and text; Postfix puts a few words of its own between
 *   <li>a tag: {@code PREPEND}, once for each message
 * </ul>
 *
 * <p>A failure of ours is answered with {@code DUNNO}. A request that is not of the protocol's form
 * closes its connection without an answer: Postfix asks again on a new one, and then takes its
 * {@code default_action}. So does a connection above the limit.
 *
 * <p>A connection stays open for any number of requests. Several may be sent at once; they are
 * answered in their order.
 *
 * <p><b>Limits:</b> 2,048 octets a line, 65,536 octets and 100 attributes a request; a request must
 * be whole within 10 seconds of its first octet, and the next begin within 330 seconds of the last:
 * Postfix itself closes after 300. Attributes that nobody here asks for are skipped.
 *
 * <p><b>Cost:</b> some KB for an idle connection and no thread. <b>Threads:</b> safe. Needs {@code
 * io.netty:netty-codec-base} 4.2.
 */
public final class PolicyServer implements SmtpListener {

  private static final String NAME = "postfix";

  private final ListenerMeter meter;
  private final StreamServer server;

  PolicyServer(PolicyServerBuilder settings) {
    this.meter =
        new ListenerMeter(settings.listAgeMillis)
            .expecting(SmtpDecision.labels())
            .expecting(Set.of(PolicyHandler.OTHER_STAGE));
    SmtpGate gate = settings.gate;
    PolicyTimes times = settings.times;
    this.server =
        StreamServer.start(
            settings.stream(NAME), meter, () -> new PolicyHandler(gate, times, meter));
  }

  /** Starts the settings of a server that asks this gate. */
  public static PolicyServerBuilder builder(SmtpGate gate) {
    return new PolicyServerBuilder(gate);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SocketAddress address() {
    return server.address();
  }

  @Override
  public ListenerHealth health() {
    return meter.health(NAME, server.addressText(), server.isListening());
  }

  @Override
  public void close() {
    server.close();
  }
}
