package io.delist.feed;

/**
 * How much a file may hold. A file with more is not read to its end and is unfit.
 *
 * @param largestFileBytes its size
 * @param mostPrefixes the prefixes that its entries make, and those that its exclusions make: a
 *     range is up to 62 prefixes, an IPv4 prefix with a hole up to 32
 */
public record FeedLimits(long largestFileBytes, int mostPrefixes) {

  /** One GiB and 33,554,432 prefixes. */
  public static final FeedLimits DEFAULT = new FeedLimits(1L << 30, 1 << 25);

  private static final int MOST_PREFIXES = 1 << 28;

  public FeedLimits {
    if (largestFileBytes < 1 || largestFileBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a feed's largest size " + largestFileBytes + " must be 1 to 2147483647 bytes");
    }
    if (mostPrefixes < 1 || mostPrefixes > MOST_PREFIXES) {
      throw new IllegalArgumentException(
          "a feed's most prefixes " + mostPrefixes + " must be 1 to " + MOST_PREFIXES);
    }
  }
}
