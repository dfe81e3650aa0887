package io.delist.smtp.postfix;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Reads requests from octets as they come: lines of {@code name=value}, and an empty one at the
 * end. A line that is not whole yet is left where it is, so at most one line is held beside the
 * attributes that are kept.
 *
 * <p>Of an attribute that comes twice the last counts. A value may be anything but a line feed.
 *
 * <p><b>Threads:</b> one at a time. Source: SMTPD_POLICY_README, "Protocol description".
 */
final class PolicyRequestReader {

  static final int LONGEST_LINE = 2_048;
  static final int LONGEST_REQUEST = 65_536;
  static final int MOST_ATTRIBUTES = 100;

  /** {@link #NAMES} by length, so that most attributes are skipped after a look at their length. */
  private static final byte[][] NAMES = new byte[PolicyRequest.places()][];

  static {
    for (int i = 0; i < NAMES.length; i++) {
      NAMES[i] = PolicyRequest.name(i).getBytes(StandardCharsets.US_ASCII);
    }
  }

  private final PolicyRequest request = new PolicyRequest();
  private int octets;
  private int attributes;

  /** Whether part of a request was taken, or waits in the octets given last. */
  boolean isWithinRequest(ByteBuf in) {
    return octets > 0 || in.isReadable();
  }

  /**
   * The next request if all of it is there; it is good until the next call.
   *
   * @return the request, or null if more octets are needed
   * @throws MalformedRequestException if this is none; nothing after it can be read
   */
  @org.jspecify.annotations.Nullable
  PolicyRequest next(ByteBuf in) throws MalformedRequestException {
    if (octets == 0) {
      request.clear();
    }
    while (true) {
      int length = in.bytesBefore(Math.min(in.readableBytes(), LONGEST_LINE + 1), (byte) '\n');
      if (length < 0) {
        if (in.readableBytes() > LONGEST_LINE) {
          throw new MalformedRequestException("a line is longer than " + LONGEST_LINE + " octets");
        }
        return null;
      }
      octets += length + 1;
      if (octets > LONGEST_REQUEST) {
        throw new MalformedRequestException(
            "a request is longer than " + LONGEST_REQUEST + " octets");
      }
      int start = in.readerIndex();
      in.skipBytes(length + 1);
      if (length == 0) {
        return whole();
      }
      attribute(in, start, length);
    }
  }

  private PolicyRequest whole() throws MalformedRequestException {
    if (!request.get(PolicyRequest.REQUEST).equals(PolicyRequest.KIND)) {
      throw new MalformedRequestException("a request is not of the kind " + PolicyRequest.KIND);
    }
    octets = 0;
    attributes = 0;
    return request;
  }

  private void attribute(ByteBuf in, int start, int length) throws MalformedRequestException {
    int nameLength = in.bytesBefore(start, length, (byte) '=');
    if (nameLength <= 0) {
      throw new MalformedRequestException("a line is not of the form name=value");
    }
    if (++attributes > MOST_ATTRIBUTES) {
      throw new MalformedRequestException(
          "a request has more than " + MOST_ATTRIBUTES + " attributes");
    }
    for (int place = 0; place < NAMES.length; place++) {
      byte[] name = NAMES[place];
      if (name.length == nameLength && matches(in, start, name)) {
        int value = start + nameLength + 1;
        request.set(place, in.toString(value, length - nameLength - 1, StandardCharsets.UTF_8));
        return;
      }
    }
  }

  private static boolean matches(ByteBuf in, int start, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (in.getByte(start + i) != name[i]) {
        return false;
      }
    }
    return true;
  }
}
