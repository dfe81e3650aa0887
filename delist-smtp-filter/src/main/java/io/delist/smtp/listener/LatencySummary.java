package io.delist.smtp.listener;

/**
 * How long answers took, since the start. Immutable.
 *
 * @param count how many answers
 * @param totalNanos all of their times together
 * @param medianNanos half of them took no longer; at most an eighth too high
 * @param p99Nanos 99 of 100 took no longer; at most an eighth too high
 * @param p999Nanos 999 of 1,000 took no longer; at most an eighth too high
 * @param maxNanos the longest; at most an eighth too high
 */
public record LatencySummary(
    long count, long totalNanos, long medianNanos, long p99Nanos, long p999Nanos, long maxNanos) {}
