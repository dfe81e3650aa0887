package io.delist.smtp.postfix;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  private static final byte[][] NAMES = new byte[PolicyRequest.places()][];
  private static final int[] NONE = {};

  /**
   * Places of the names so many octets long: most attributes that are not kept are skipped after a
   * look at the length of their name.
   */
  private static final int[][] BY_LENGTH = new int[32][];

  static {
    Arrays.fill(BY_LENGTH, NONE);
    for (int i = 0; i < NAMES.length; i++) {
      NAMES[i] = PolicyRequest.name(i).getBytes(StandardCharsets.US_ASCII);
      int length = NAMES[i].length;
      int[] places = Arrays.copyOf(BY_LENGTH[length], BY_LENGTH[length].length + 1);
      places[places.length - 1] = i;
      BY_LENGTH[length] = places;
    }
  }

  /** A thread's own copy of the octets at hand: reading an array is what takes least time. */
  private static final FastThreadLocal<byte[]> CHUNK =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[2 * (LONGEST_LINE + 1) + Octets.READ_BEYOND];
        }
      };

  private final PolicyRequest request = new PolicyRequest();
  private int octets;
  private int attributes;
  private boolean whole;

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
  @Nullable PolicyRequest next(ByteBuf in) throws MalformedRequestException {
    if (octets == 0) {
      request.clear();
    }
    byte[] chunk = CHUNK.get();
    while (true) {
      int there = Math.min(in.readableBytes(), chunk.length - Octets.READ_BEYOND);
      in.getBytes(in.readerIndex(), chunk, 0, there);
      int taken = lines(chunk, there);
      in.skipBytes(taken);
      if (whole) {
        return whole();
      }
      if (taken == 0) {
        return null;
      }
    }
  }

  /** Takes lines up to the end of the request; returns how many octets they are. */
  private int lines(byte[] chunk, int there) throws MalformedRequestException {
    int start = 0;
    while (true) {
      int equals = Octets.find(chunk, start, there, Octets.EQUALS_SIGN, Octets.LINE_FEED);
      int end = Octets.find(chunk, equals, there, Octets.LINE_FEED, Octets.LINE_FEED);
      if (end - start > LONGEST_LINE) {
        throw new MalformedRequestException("a line is longer than " + LONGEST_LINE + " octets");
      }
      if (end == there) {
        return start;
      }
      octets += end + 1 - start;
      if (octets > LONGEST_REQUEST) {
        throw new MalformedRequestException(
            "a request is longer than " + LONGEST_REQUEST + " octets");
      }
      if (end == start) {
        whole = true;
        return end + 1;
      }
      attribute(chunk, start, equals, end);
      start = end + 1;
    }
  }

  private PolicyRequest whole() throws MalformedRequestException {
    if (!request.get(PolicyRequest.REQUEST).equals(PolicyRequest.KIND)) {
      throw new MalformedRequestException("a request is not of the kind " + PolicyRequest.KIND);
    }
    octets = 0;
    attributes = 0;
    whole = false;
    return request;
  }

  private void attribute(byte[] chunk, int start, int equals, int end)
      throws MalformedRequestException {
    if (equals == end || equals == start) {
      throw new MalformedRequestException("a line is not of the form name=value");
    }
    if (++attributes > MOST_ATTRIBUTES) {
      throw new MalformedRequestException(
          "a request has more than " + MOST_ATTRIBUTES + " attributes");
    }
    int length = equals - start;
    for (int place : length < BY_LENGTH.length ? BY_LENGTH[length] : NONE) {
      if (Arrays.equals(chunk, start, equals, NAMES[place], 0, length)) {
        int value = equals + 1;
        String text =
            value == end ? "" : new String(chunk, value, end - value, StandardCharsets.UTF_8);
        request.set(place, text);
        return;
      }
    }
  }
}
