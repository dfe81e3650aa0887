package io.delist.smtp.milter;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a mail server's frames, in the order in which the calls come. */
final class MtaFrames {

  static final int ALL_ACTIONS = 0x1ff;
  static final int ALL_STEPS = 0x1fffff;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static MtaFrames begin() {
    return new MtaFrames().negotiate(6, ALL_ACTIONS, ALL_STEPS);
  }

  MtaFrames negotiate(int version, int actions, int steps) {
    return frame('O', number(version), number(actions), number(steps));
  }

  /** Macros and values in turn. */
  MtaFrames macros(char command, String... namesAndValues) {
    return frame('D', octets((byte) command), texts(namesAndValues));
  }

  MtaFrames connectV4(String address) {
    return connect('4', address);
  }

  MtaFrames connectV6(String address) {
    return connect('6', address);
  }

  MtaFrames connect(char family, String address) {
    return frame(
        'C',
        texts("client.example"),
        octets((byte) family),
        octets((byte) 0x30, (byte) 0x39),
        texts(address));
  }

  MtaFrames connectUnknown() {
    return frame('C', texts("unknown"), octets((byte) 'U'));
  }

  MtaFrames helo(String name) {
    return frame('H', texts(name));
  }

  MtaFrames mail(String... arguments) {
    return frame('M', texts(arguments));
  }

  MtaFrames recipient(String... arguments) {
    return frame('R', texts(arguments));
  }

  MtaFrames header(String name, String value) {
    return frame('L', texts(name, value));
  }

  MtaFrames body(String text) {
    return frame('B', text.getBytes(StandardCharsets.UTF_8));
  }

  MtaFrames endOfMessage() {
    return frame('E');
  }

  /** A command without content. */
  MtaFrames bare(char command) {
    return frame(command);
  }

  MtaFrames frame(char command, byte[]... parts) {
    int length = 1;
    for (byte[] part : parts) {
      length += part.length;
    }
    out.writeBytes(number(length));
    out.write(command);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return this;
  }

  MtaFrames raw(int... octets) {
    for (int each : octets) {
      out.write(each);
    }
    return this;
  }

  byte[] octets() {
    return out.toByteArray();
  }

  ByteBuf buffer() {
    return Unpooled.wrappedBuffer(octets());
  }

  static byte[] texts(String... texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String each : texts) {
      all.writeBytes(each.getBytes(StandardCharsets.UTF_8));
      all.write(0);
    }
    return all.toByteArray();
  }

  static byte[] octets(byte... octets) {
    return octets;
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }
}
