package io.delist.blocklist;

import io.delist.net.IpPrefix;
import java.util.List;

/**
 * The special-purpose ranges that an application declares to be ordinary; mostly none.
 *
 * <p><b>Cost:</b> a look at each of them; nothing is allocated. <b>Threads:</b> safe.
 */
final class OrdinaryRanges {

  private final int[] bitsV4;
  private final int[] lengthV4;
  private final long[] highV6;
  private final long[] lowV6;
  private final int[] lengthV6;

  OrdinaryRanges(List<IpPrefix> ranges) {
    List<IpPrefix> v4 = ranges.stream().filter(IpPrefix::isV4).toList();
    List<IpPrefix> v6 = ranges.stream().filter(range -> !range.isV4()).toList();
    bitsV4 = v4.stream().mapToInt(range -> range.first().v4Bits()).toArray();
    lengthV4 = v4.stream().mapToInt(IpPrefix::length).toArray();
    highV6 = v6.stream().mapToLong(range -> range.first().high()).toArray();
    lowV6 = v6.stream().mapToLong(range -> range.first().low()).toArray();
    lengthV6 = v6.stream().mapToInt(IpPrefix::length).toArray();
  }

  /** Whether one of them holds the whole IPv4 prefix. */
  boolean contain(int bits, int length) {
    for (int i = 0; i < bitsV4.length; i++) {
      if (lengthV4[i] <= length
          && Integer.toUnsignedLong(bits ^ bitsV4[i]) >>> (32 - lengthV4[i]) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of them holds the whole IPv6 prefix. */
  boolean contain(long high, long low, int length) {
    for (int i = 0; i < highV6.length; i++) {
      if (lengthV6[i] <= length && same(high ^ highV6[i], low ^ lowV6[i], lengthV6[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(long high, long low, int length) {
    return length <= 64
        ? length == 0 || high >>> (64 - length) == 0
        : high == 0 && low >>> (128 - length) == 0;
  }
}
