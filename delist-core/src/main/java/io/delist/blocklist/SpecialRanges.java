package io.delist.blocklist;

import io.delist.net.IpPrefix;
import io.delist.net.SpecialPurpose;
import java.util.Comparator;
import java.util.List;

/**
 * The special-purpose ranges, laid out to be asked about every line of a large file: does this
 * prefix touch one?
 *
 * <p>Of ranges within one another only the widest counts, so those that are left are disjoint. A
 * prefix touches one if the last that begins at or before it holds it, or if the next begins within
 * it. Most first octets have none, which a table of 256 answers.
 *
 * <p><b>Cost:</b> one load, and a binary search among a dozen for an octet that has some; nothing
 * is allocated. <b>Threads:</b> safe.
 */
final class SpecialRanges {

  static final SpecialRanges ALL =
      new SpecialRanges(SpecialPurpose.registry().stream().map(SpecialPurpose::prefix).toList());

  private final boolean[] octetsV4 = new boolean[256];
  private final int[] firstV4;
  private final int[] lastV4;
  private final boolean[] octetsV6 = new boolean[256];
  private final long[] highV6;
  private final long[] lowV6;
  private final int[] lengthV6;

  SpecialRanges(List<IpPrefix> ranges) {
    List<IpPrefix> v4 = widest(ranges, true);
    List<IpPrefix> v6 = widest(ranges, false);
    firstV4 = v4.stream().mapToInt(range -> range.first().v4Bits()).toArray();
    lastV4 = v4.stream().mapToInt(range -> range.last().v4Bits()).toArray();
    highV6 = v6.stream().mapToLong(range -> range.first().high()).toArray();
    lowV6 = v6.stream().mapToLong(range -> range.first().low()).toArray();
    lengthV6 = v6.stream().mapToInt(IpPrefix::length).toArray();
    v4.forEach(
        range -> mark(octetsV4, range.first().v4Bits() >>> 24, range.last().v4Bits() >>> 24));
    v6.forEach(
        range ->
            mark(
                octetsV6, (int) (range.first().high() >>> 56), (int) (range.last().high() >>> 56)));
  }

  private static List<IpPrefix> widest(List<IpPrefix> ranges, boolean v4) {
    List<IpPrefix> family = ranges.stream().filter(range -> range.isV4() == v4).toList();
    return family.stream()
        .filter(
            range ->
                family.stream().noneMatch(other -> !other.equals(range) && other.contains(range)))
        .distinct()
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static void mark(boolean[] octets, int from, int to) {
    for (int octet = from; octet <= to; octet++) {
      octets[octet] = true;
    }
  }

  /** Whether the IPv4 prefix of this length, 0 to 32, shares an address with one of them. */
  boolean touches(int bits, int length) {
    if (length >= 8 && !octetsV4[bits >>> 24]) {
      return false;
    }
    int last = bits | (int) (0xffff_ffffL >>> length);
    int low = 0;
    int high = firstV4.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Integer.compareUnsigned(firstV4[middle], last) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && Integer.compareUnsigned(lastV4[low - 1], bits) >= 0;
  }

  /** Whether the IPv6 prefix of this length, 0 to 128, shares an address with one of them. */
  boolean touches(long high, long low, int length) {
    if (length >= 8 && !octetsV6[(int) (high >>> 56)]) {
      return false;
    }
    int at = countUpTo(high, low);
    return (at > 0 && sameUpTo(lengthV6[at - 1], high, low, at - 1))
        || (at < highV6.length && sameUpTo(length, high, low, at));
  }

  private int countUpTo(long high, long low) {
    int from = 0;
    int to = highV6.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int byHigh = Long.compareUnsigned(highV6[middle], high);
      if (byHigh < 0 || (byHigh == 0 && Long.compareUnsigned(lowV6[middle], low) <= 0)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private boolean sameUpTo(int length, long high, long low, int range) {
    long highMask = length >= 64 ? -1 : ~(-1L >>> length);
    long lowMask = length <= 64 ? 0 : length >= 128 ? -1 : ~(-1L >>> (length - 64));
    return ((high ^ highV6[range]) & highMask) == 0 && ((low ^ lowV6[range]) & lowMask) == 0;
  }
}
