package io.delist.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * What a mail server writes for one SMTP session up to its recipient, as octets made beforehand.
 */
final class MilterFrames {

  private static final int EVERYTHING = 0x1fffff;

  private static final String QUEUE_ID = "i\0" + "4XyZ12345z";

  private MilterFrames() {}

  static byte[] offer() {
    ByteBuf out = Unpooled.buffer();
    frame(out, 'O', Unpooled.buffer().writeInt(6).writeInt(0x1ff).writeInt(EVERYTHING));
    return octets(out);
  }

  /**
   * CONNECT, HELO, MAIL and RCPT with their macros, as Postfix sends them once it has been told
   * which macros are wanted.
   *
   * @param anew whether it follows another session on the same connection
   */
  static byte[] session(String client, boolean anew) {
    ByteBuf out = Unpooled.buffer();
    if (anew) {
      frame(out, 'K', Unpooled.EMPTY_BUFFER);
    }
    frame(out, 'D', texts("C", "j\0mx.example.org", "{daemon_name}\0smtpd"));
    frame(
        out,
        'C',
        texts("", "mail.example.net")
            .writeByte('4')
            .writeShort(25_000)
            .writeBytes(texts("", client)));
    frame(out, 'H', texts("", "mail.example.net"));
    frame(out, 'D', texts("M", QUEUE_ID));
    frame(out, 'M', texts("", "<sender@example.net>", "SIZE=10240"));
    frame(out, 'D', texts("R", QUEUE_ID));
    frame(out, 'R', texts("", "<recipient@example.org>"));
    return octets(out);
  }

  static byte[] quit() {
    ByteBuf out = Unpooled.buffer();
    frame(out, 'Q', Unpooled.EMPTY_BUFFER);
    return octets(out);
  }

  private static ByteBuf texts(String command, String... texts) {
    ByteBuf content = Unpooled.buffer();
    content.writeCharSequence(command, StandardCharsets.US_ASCII);
    for (String each : texts) {
      content.writeCharSequence(each, StandardCharsets.US_ASCII);
      content.writeByte(0);
    }
    return content;
  }

  private static void frame(ByteBuf out, char command, ByteBuf content) {
    out.writeInt(content.readableBytes() + 1).writeByte(command).writeBytes(content);
  }

  private static byte[] octets(ByteBuf out) {
    byte[] octets = new byte[out.readableBytes()];
    out.readBytes(octets);
    return octets;
  }
}
