package io.delist.smtp.postfix;

import io.delist.smtp.SmtpDecision;
import io.delist.smtp.SmtpDecision.Defer;
import io.delist.smtp.SmtpDecision.Reject;
import io.delist.smtp.SmtpDecision.Tag;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Words decisions as actions of Postfix's access(5). What is written is one line of ASCII and an
 * empty one; the gate sees to it that nothing in it ends the line early.
 *
 * <p><b>Threads:</b> one at a time, one for each connection.
 */
final class PolicyAnswers {

  private static final byte[] DUNNO = "action=DUNNO\n\n".getBytes(StandardCharsets.US_ASCII);

  private String taggedMessage = "";

  static void dunno(ByteBuf out) {
    out.writeBytes(DUNNO);
  }

  /**
   * @param instance the message; a tag for each of its recipients would be as many header fields
   */
  void write(SmtpDecision decision, String instance, ByteBuf out) {
    if (decision instanceof Reject reject) {
      line(reject.reply().line(), out);
    } else if (decision instanceof Defer defer) {
      line(defer.reply().line(), out);
    } else if (decision instanceof Tag tag
        && (instance.isEmpty() || !instance.equals(taggedMessage))) {
      taggedMessage = instance;
      line("PREPEND " + tag.field().line(), out);
    } else {
      dunno(out);
    }
  }

  private static void line(String action, ByteBuf out) {
    out.writeCharSequence("action=", StandardCharsets.US_ASCII);
    out.writeCharSequence(action, StandardCharsets.US_ASCII);
    out.writeByte('\n').writeByte('\n');
  }
}
