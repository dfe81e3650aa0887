package io.delist.smtp.dnsbl;

import io.delist.net.IpAddress;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How fast answers go to one network over UDP, where a query's sender may be forged: so that the
 * server is of no use for flooding somebody else. Networks are IPv4 /24 and IPv6 /56.
 *
 * <p>Each network has a time up to which its answers are paid for (the generic cell rate
 * algorithm): an answer adds a share of a second to it, and above a second ahead of now there is
 * none. The times are in a table of fixed size. A network that finds its four places taken takes
 * that of the one least ahead, which forgets a network that has hardly asked before one that
 * floods.
 *
 * <p><b>Cost:</b> 512 KiB; some nanoseconds for each answer. <b>Threads:</b> safe; of two answers
 * at the same moment one may be forgotten.
 */
final class ResponseRates {

  static final int LEAST_PER_SECOND = 1;
  static final int MOST_PER_SECOND = 1_000_000;

  private static final int SLOTS = 1 << 16;
  private static final int WAYS = 4;
  private static final int TAG_SHIFT = 48;
  private static final long TIME_MASK = (1L << TAG_SHIFT) - 1;
  private static final long SECOND_MICROS = 1_000_000;
  private static final int V4_BITS = 24;
  private static final int V6_BITS = 56;

  private final long startNanos;
  private final long intervalMicros;
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);
  private final long seed;

  /**
   * @param perSecond answers a second to one network
   * @param seed makes the places of networks hard to foretell
   * @param nowNanos the time, as for {@link #admits}
   */
  ResponseRates(int perSecond, long seed, long nowNanos) {
    if (perSecond < LEAST_PER_SECOND || perSecond > MOST_PER_SECOND) {
      throw new IllegalArgumentException(
          perSecond
              + " answers a second is out of range; must be "
              + LEAST_PER_SECOND
              + " to "
              + MOST_PER_SECOND);
    }
    this.intervalMicros = SECOND_MICROS / perSecond;
    this.seed = seed;
    this.startNanos = nowNanos;
  }

  /**
   * Whether one more answer may go to this client's network, and counts it if so.
   *
   * @param nowNanos of a clock that only goes forward, such as {@link System#nanoTime}
   */
  boolean admits(IpAddress client, long nowNanos) {
    // A second is the least that a new network starts at, so that 0 is always in the past.
    long now = Math.max(0, nowNanos - startNanos) / 1000 + SECOND_MICROS;
    long hash = hash(client);
    long tag = hash >>> TAG_SHIFT;
    int first = (int) hash & (SLOTS - 1) & -WAYS;
    int least = first;
    for (int i = first; i < first + WAYS; i++) {
      long slot = slots.get(i);
      if (slot >>> TAG_SHIFT == tag) {
        return pay(i, tag, slot & TIME_MASK, now);
      }
      if ((slot & TIME_MASK) < (slots.get(least) & TIME_MASK)) {
        least = i;
      }
    }
    return pay(least, tag, 0, now);
  }

  private boolean pay(int slot, long tag, long paidUntil, long now) {
    long next = Math.max(paidUntil, now) + intervalMicros;
    if (next > now + SECOND_MICROS) {
      return false;
    }
    slots.set(slot, tag << TAG_SHIFT | (next & TIME_MASK));
    return true;
  }

  private long hash(IpAddress client) {
    long network =
        client.isV4()
            ? client.low() >>> (Integer.SIZE - V4_BITS)
            : client.high() >>> (Long.SIZE - V6_BITS) | 1L << 62;
    // The finalizer of MurmurHash3 spreads every bit over all others.
    long h = network ^ seed;
    h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }
}
