package io.delist.smtp.listener;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts times in buckets of which each is an eighth of a power of two wide: 1,000 ns is in the one
 * from 960 to 1,023.
 *
 * <p><b>Cost:</b> two additions for each time, 15 KB in all. <b>Threads:</b> safe; a summary may
 * miss times still being counted.
 */
final class LatencyCounts {

  private static final int STEP_BITS = 3;
  private static final int STEPS = 1 << STEP_BITS;

  private final LongAdder[] buckets = new LongAdder[(Long.SIZE - STEP_BITS) * STEPS];
  private final LongAdder totalNanos = new LongAdder();

  LatencyCounts() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /** A time below zero, from a clock that was turned back, counts as none. */
  void add(long nanos) {
    long time = Math.max(0, nanos);
    buckets[bucket(time)].increment();
    totalNanos.add(time);
  }

  LatencySummary summary() {
    long[] counts = new long[buckets.length];
    long count = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = buckets[i].sum();
      count += counts[i];
    }
    return new LatencySummary(
        count,
        totalNanos.sum(),
        quantile(counts, count, 0.5),
        quantile(counts, count, 0.99),
        quantile(counts, count, 0.999),
        quantile(counts, count, 1));
  }

  private static long quantile(long[] counts, long count, double share) {
    long wanted = (long) Math.ceil(count * share);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return highest(i);
      }
    }
    return 0;
  }

  /** Times below eight have a bucket each. */
  static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
    return (shift + 1) * STEPS + (int) (nanos >>> shift) - STEPS;
  }

  /** The longest time of a bucket. */
  static long highest(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((long) (bucket % STEPS + STEPS + 1) << shift) - 1;
  }
}
