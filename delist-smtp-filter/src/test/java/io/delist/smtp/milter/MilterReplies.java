package io.delist.smtp.milter;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a milter's frames as a mail server does; each as its letter and its content. */
final class MilterReplies {

  private MilterReplies() {}

  /** As in {@code c} and {@code y550 5.7.606 …|}, with a bar for each NUL. */
  static List<String> readAll(ByteBuf in) {
    List<String> frames = new ArrayList<>();
    while (in.readableBytes() >= Integer.BYTES) {
      int length = in.readInt();
      frames.add(
          in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString().replace('\0', '|'));
    }
    if (in.isReadable()) {
      throw new IllegalStateException(in.readableBytes() + " octets are left after the last frame");
    }
    return frames;
  }
}
