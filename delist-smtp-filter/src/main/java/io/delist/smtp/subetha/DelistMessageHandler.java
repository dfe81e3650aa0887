package io.delist.smtp.subetha;

import io.delist.smtp.HeaderField;
import io.delist.smtp.SmtpDecision;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.SmtpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One mail transaction: the application's, with the gate before each recipient. */
final class DelistMessageHandler implements MessageHandler {

  private final SmtpGate gate;
  private final MessageContext context;
  private final MessageHandler application;
  private String sender = "";
  private @Nullable HeaderField tag;

  DelistMessageHandler(SmtpGate gate, MessageContext context, MessageHandler application) {
    this.gate = gate;
    this.context = context;
    this.application = application;
  }

  @Override
  public void from(String from) throws RejectException {
    sender = from;
    application.from(from);
  }

  @Override
  public void recipient(String recipient) throws RejectException {
    SmtpDecision decision = gate.decideOn(() -> SessionReader.read(context, sender, recipient));
    if (decision instanceof SmtpDecision.Reject reject) {
      throw refusal(reject.reply());
    }
    if (decision instanceof SmtpDecision.Defer defer) {
      throw refusal(defer.reply());
    }
    application.recipient(recipient);
    // Only once the application has taken the recipient; the first tag is the message's.
    if (decision instanceof SmtpDecision.Tag tagged && tag == null) {
      tag = tagged.field();
    }
  }

  private static RejectException refusal(SmtpReply reply) {
    return new RejectException(reply.code(), reply.message());
  }

  @Override
  public @Nullable String data(InputStream data) throws RejectException, IOException {
    return application.data(tag == null ? data : tagged(tag, data));
  }

  private static InputStream tagged(HeaderField field, InputStream message) {
    byte[] line = (field.line() + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return new SequenceInputStream(new ByteArrayInputStream(line), message);
  }

  @Override
  public void done() {
    application.done();
  }
}
