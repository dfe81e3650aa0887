package io.delist.smtp.milter;

import io.delist.smtp.SmtpDecision;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.listener.SmtpListener;
import io.delist.smtp.netty.StreamServer;
import java.net.SocketAddress;

/**
 * A milter for Postfix and Sendmail that asks the gate about each recipient. It speaks protocol
 * versions 2 to 6 and agrees with the mail server to hear of nothing but CONNECT, HELO, MAIL, RCPT
 * and the end of the message; no header and no line of a body is sent to it.
 *
 * <p>What the gate refuses or defers is answered at RCPT with its own reply, which the sender gets
 * word for word. Never at CONNECT, where a mail server would put its own words in its place, and
 * where postmaster could not be told from the rest. If {@link MilterServerBuilder#quarantine} is
 * chosen, what the gate refuses is taken and put aside at the end of the message instead. What the
 * gate tags gets its header field there, before all others.
 *
 * <p>A client has logged in if the mail server says so in the macros {@code {auth_type}} or {@code
 * {auth_authen}}.
 *
 * <p>A connection that does not keep to the protocol, or keeps this side waiting, is closed and
 * counted; the mail server then does what its configuration says ({@code milter_default_action},
 * {@code F=}), which should be to accept. Nothing of ours that fails becomes a refusal.
 *
 * <p><b>Threads:</b> safe; it has threads of its own, none of which ever blocks.
 *
 * <p>Source: {@code mfapi.h} and {@code mfdef.h} of libmilter; the Postfix manual, MILTER_README.
 */
public final class MilterServer implements SmtpListener {

  /** What {@link #name} says. */
  public static final String NAME = "milter";

  private final ListenerMeter meter;
  private final StreamServer server;

  MilterServer(MilterServerBuilder settings) {
    this.meter =
        new ListenerMeter(settings.listAgeMillis)
            .expecting(SmtpDecision.labels())
            .expecting(MilterSession.LABELS);
    SmtpGate gate = settings.gate;
    Complaints complaints = new Complaints();
    Treatment treatment = settings.treatment;
    this.server =
        StreamServer.start(
            settings.stream(),
            meter,
            () ->
                new MilterHandler(
                    new MilterSession(gate, treatment, meter),
                    new Patience(settings.frameTime, settings.idleTime),
                    meter,
                    complaints));
  }

  /** Starts the settings of a server that asks this gate. */
  public static MilterServerBuilder builder(SmtpGate gate) {
    return new MilterServerBuilder(gate);
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

  /**
   * As {@link SmtpListener#close}. SMTP sessions that are under way go on until they end or the
   * grace is over, since a mail server whose milter leaves in the middle takes the rest unasked.
   */
  @Override
  public void close() {
    server.close();
  }
}
