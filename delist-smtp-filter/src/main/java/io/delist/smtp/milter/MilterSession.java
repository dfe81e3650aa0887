package io.delist.smtp.milter;

import io.delist.net.IpAddress;
import io.delist.smtp.SessionFacts;
import io.delist.smtp.SmtpDecision;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.SmtpReply;
import io.delist.smtp.listener.ListenerMeter;
import io.netty.buffer.ByteBuf;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a mail server: what has been told of the client, and what is answered.
 *
 * <p>The order of calls for one message is negotiation, CONNECT, HELO, MAIL, RCPT for each
 * recipient, end of message; macros come before the command that they belong to. Then comes the
 * next MAIL, or {@code QUIT_NC} and the next CONNECT, or QUIT. A stage that is missing leaves its
 * fact unknown. Nothing of one client is left when the next one connects.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class MilterSession {

  /** A message that was to be tagged or put aside, and went on as it was. */
  static final String UNMARKED = "unmarked";

  /** What is counted beside the decisions of the gate. */
  static final Set<String> LABELS = Set.of(UNMARKED);

  private final SmtpGate gate;
  private final Treatment treatment;
  private final ListenerMeter meter;
  private final Macros macros = new Macros();
  private final Marks marks = new Marks();
  private @Nullable Agreement agreement;
  private @Nullable IpAddress client;
  private String helo = "";
  private String sender = "";
  private boolean underWay;

  MilterSession(SmtpGate gate, Treatment treatment, ListenerMeter meter) {
    this.gate = gate;
    this.treatment = treatment;
    this.meter = meter;
  }

  /**
   * Takes one frame and writes what is answered to it.
   *
   * @return whether the connection goes on
   */
  boolean take(Fields frame, ByteBuf out) throws MalformedFrameException {
    Command command = frame.command();
    if (command == Command.NEGOTIATE) {
      negotiate(frame, out);
      return true;
    }
    Agreement agreed = agreement;
    if (agreed == null) {
      throw new MalformedFrameException(
          "command " + command.octet() + " came first; a connection begins with command O");
    }
    switch (command) {
      case MACROS -> macros.read(frame);
      case CONNECT -> connect(frame);
      case HELO -> helo = frame.text();
      case MAIL -> mail(frame);
      case RECIPIENT -> {
        recipient(frame.text(), out);
        return true;
      }
      case END_OF_MESSAGE -> {
        endOfMessage(agreed, out);
      }
      case ABORT -> forgetMessage();
      case QUIT_NEW_CONNECTION -> forgetClient();
      case QUIT -> {
        return false;
      }
      case DATA, HEADER, END_OF_HEADERS, BODY, UNKNOWN, NEGOTIATE -> {}
    }
    if (agreed.answers(command)) {
      ReplyWriter.goOn(out);
    }
    return true;
  }

  private void negotiate(Fields frame, ByteBuf out) throws MalformedFrameException {
    forgetClient();
    Agreement agreed = Agreement.on(Offer.read(frame), wantedActions());
    agreement = agreed;
    ReplyWriter.agree(out, agreed);
  }

  private int wantedActions() {
    int always = Actions.CHOOSE_MACROS | Actions.ADD_HEADERS;
    return treatment == Treatment.QUARANTINE ? always | Actions.QUARANTINE : always;
  }

  boolean hasAgreement() {
    return agreement != null;
  }

  /** Whether an SMTP session has begun and not ended yet. */
  boolean isUnderWay() {
    return underWay;
  }

  /** Its macros have come before it; all that came with a later command was another client's. */
  private void connect(Fields frame) throws MalformedFrameException {
    underWay = true;
    client = ClientAddress.read(frame);
    helo = "";
    macros.forgetFrom(Command.HELO);
    forgetEnvelope();
  }

  private void mail(Fields frame) throws MalformedFrameException {
    forgetEnvelope();
    sender = frame.text();
  }

  private void recipient(String recipient, ByteBuf out) {
    long start = System.nanoTime();
    SmtpDecision decision = gate.decideOn(() -> facts(recipient));
    if (decision instanceof SmtpDecision.Reject reject) {
      reject(reject.reply(), out);
    } else if (decision instanceof SmtpDecision.Defer defer) {
      ReplyWriter.refuse(out, defer.reply());
    } else {
      if (decision instanceof SmtpDecision.Tag tag) {
        marks.tag(tag.field());
      }
      ReplyWriter.goOn(out);
    }
    meter.decided(decision.label(), System.nanoTime() - start);
  }

  private void reject(SmtpReply reply, ByteBuf out) {
    if (treatment == Treatment.REFUSE) {
      ReplyWriter.refuse(out, reply);
      return;
    }
    marks.quarantine(reply.message());
    ReplyWriter.goOn(out);
  }

  private void endOfMessage(Agreement agreed, ByteBuf out) {
    if (!marks.write(agreed, out)) {
      meter.decided(UNMARKED, 0);
    }
    forgetMessage();
  }

  SessionFacts facts(String recipient) {
    boolean authenticated = macros.has(Macro.AUTH_TYPE) || macros.has(Macro.AUTH_LOGIN);
    return new SessionFacts(
        client,
        helo,
        sender,
        recipient,
        authenticated,
        macros.has(Macro.TLS_VERSION),
        connectionId());
  }

  /** As in {@code mx.example/smtpd/4XyZ}: mail server, listener, message, as far as known. */
  private String connectionId() {
    StringBuilder id = new StringBuilder(macros.value(Macro.HOST));
    for (String part : new String[] {macros.value(Macro.DAEMON), macros.value(Macro.QUEUE_ID)}) {
      if (!part.isEmpty()) {
        id.append(id.isEmpty() ? "" : "/").append(part);
      }
    }
    return id.toString();
  }

  private void forgetClient() {
    underWay = false;
    client = null;
    helo = "";
    macros.forgetFrom(Command.CONNECT);
    forgetEnvelope();
  }

  private void forgetMessage() {
    macros.forgetFrom(Command.MAIL);
    forgetEnvelope();
  }

  private void forgetEnvelope() {
    sender = "";
    marks.clear();
  }
}
