package io.delist.smtp.milter;

import io.delist.smtp.SmtpReply;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Writes this side's frames.
 *
 * <p>Source: {@code mfdef.h} of libmilter.
 */
final class ReplyWriter {

  private static final char CONTINUE = 'c';
  private static final char REPLY = 'y';
  private static final char INSERT_HEADER = 'i';
  private static final char QUARANTINE = 'q';

  /** The numbers that the protocol gives the stages for which macros are chosen. */
  private enum MacroStage {
    CONNECT(0, Macro.HOST, Macro.DAEMON),
    HELO(1, Macro.TLS_VERSION),
    MAIL(2, Macro.QUEUE_ID, Macro.AUTH_TYPE, Macro.AUTH_LOGIN),
    RECIPIENT(3, Macro.QUEUE_ID);

    final int number;
    final String list;

    MacroStage(int number, Macro... macros) {
      this.number = number;
      StringBuilder names = new StringBuilder();
      for (Macro each : macros) {
        names.append(names.isEmpty() ? "" : " ").append(each.written());
      }
      this.list = names.toString();
    }
  }

  private ReplyWriter() {}

  /** Answers the mail server's offer, and names the macros if it lets a milter choose. */
  static void agree(ByteBuf out, Agreement agreement) {
    int start = begin(out, Command.NEGOTIATE.octet());
    out.writeInt(agreement.version()).writeInt(agreement.actions()).writeInt(agreement.steps());
    if (agreement.allows(Actions.CHOOSE_MACROS)) {
      for (MacroStage stage : MacroStage.values()) {
        out.writeInt(stage.number);
        text(out, stage.list);
      }
    }
    end(out, start);
  }

  /** No opinion: the mail server goes on. */
  static void goOn(ByteBuf out) {
    end(out, begin(out, CONTINUE));
  }

  /** Refuses the recipient. Mail servers read {@code %} as libmilter writes it, doubled. */
  static void refuse(ByteBuf out, SmtpReply reply) {
    int start = begin(out, REPLY);
    String line = reply.line();
    text(out, line.indexOf('%') < 0 ? line : line.replace("%", "%%"));
    end(out, start);
  }

  /** Puts a field before all others. */
  static void insertHeader(ByteBuf out, String name, String value) {
    int start = begin(out, INSERT_HEADER);
    out.writeInt(0);
    text(out, name);
    text(out, value);
    end(out, start);
  }

  static void quarantine(ByteBuf out, String reason) {
    int start = begin(out, QUARANTINE);
    text(out, reason);
    end(out, start);
  }

  private static int begin(ByteBuf out, char octet) {
    int start = out.writerIndex();
    out.writeInt(0).writeByte(octet);
    return start;
  }

  private static void end(ByteBuf out, int start) {
    out.setInt(start, out.writerIndex() - start - Integer.BYTES);
  }

  private static void text(ByteBuf out, String text) {
    out.writeCharSequence(text, StandardCharsets.US_ASCII);
    out.writeByte(0);
  }
}
