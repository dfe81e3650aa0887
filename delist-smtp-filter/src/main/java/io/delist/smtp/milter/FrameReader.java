package io.delist.smtp.milter;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives into frames: four octets of length, one of command, then content.
 *
 * <p>A length is checked against the bound of its command before anything waits for so much.
 * Content that nobody reads (header, body) is dropped as it arrives, so a connection never holds
 * more than one frame that is read.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class FrameReader {

  /** The command and content of a frame whose content is read, as libmilter bounds it. */
  static final int LARGEST_READ_OCTETS = 65_536;

  /** The same of one that is dropped: the largest piece of a body that the protocol knows. */
  static final int LARGEST_DROPPED_OCTETS = 1 << 20;

  private static final int LENGTH_OCTETS = 4;

  private @Nullable Command dropping;
  private int left;

  /**
   * The next frame that is whole, its octets taken from {@code in}; null if more must arrive.
   *
   * @return the content, good until {@code in} changes; nothing of it where it was dropped
   */
  @Nullable Fields next(ByteBuf in) throws MalformedFrameException {
    if (dropping != null) {
      return drop(dropping, in);
    }
    if (in.readableBytes() < LENGTH_OCTETS) {
      return null;
    }
    int start = in.readerIndex();
    long length = in.getUnsignedInt(start);
    if (length == 0 || length > LARGEST_DROPPED_OCTETS) {
      throw new MalformedFrameException(
          "a frame of " + length + " octets; it must be 1 to " + LARGEST_DROPPED_OCTETS);
    }
    if (in.readableBytes() < LENGTH_OCTETS + 1) {
      return null;
    }
    Command command = command(in.getByte(start + LENGTH_OCTETS));
    if (!command.isRead()) {
      in.skipBytes(LENGTH_OCTETS + 1);
      left = (int) length - 1;
      return drop(command, in);
    }
    if (length > LARGEST_READ_OCTETS) {
      throw new MalformedFrameException(
          "command "
              + command.octet()
              + " with "
              + length
              + " octets; the most are "
              + LARGEST_READ_OCTETS);
    }
    int whole = LENGTH_OCTETS + (int) length;
    if (in.readableBytes() < whole) {
      return null;
    }
    in.skipBytes(whole);
    return new Fields(command, in, start + LENGTH_OCTETS + 1, start + whole);
  }

  /** Whether content is being dropped, of which nothing is held. */
  boolean isWithinDroppedFrame() {
    return dropping != null;
  }

  private @Nullable Fields drop(Command command, ByteBuf in) {
    int arrived = Math.min(left, in.readableBytes());
    in.skipBytes(arrived);
    left -= arrived;
    if (left > 0) {
      dropping = command;
      return null;
    }
    dropping = null;
    return new Fields(command, in, in.readerIndex(), in.readerIndex());
  }

  private static Command command(byte octet) throws MalformedFrameException {
    Command command = Command.of(octet);
    if (command == null) {
      throw new MalformedFrameException(
          String.format("command 0x%02x, which milter version 6 does not have", octet));
    }
    return command;
  }
}
