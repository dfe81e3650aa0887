package io.delist.feed;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;

/**
 * Prefixes of both families, each with the number of a value: filled, then sorted once, then read.
 *
 * <p><b>Cost:</b> 8 bytes an IPv4 row, 20 an IPv6 row; while rows come out of order, at most 48 MiB
 * more for those that repeat a prefix.
 */
final class PrefixTable {

  /** Values are numbered from 0 to one less than this. */
  static final int MOST_VALUES = 1 << 22;

  private final int most;
  private final V4Rows v4;
  private final V6Rows v6;

  PrefixTable(int most) {
    this(most, V4Rows.MOST_UNSORTED, V6Rows.MOST_UNSORTED);
  }

  PrefixTable(int most, int mostUnsortedV4, int mostUnsortedV6) {
    this.most = most;
    v4 = new V4Rows(mostUnsortedV4);
    v6 = new V6Rows(mostUnsortedV6);
  }

  /** Adds a row, unless there are too many already; false then. */
  boolean add(IpPrefix prefix, int value) {
    IpAddress first = prefix.first();
    return prefix.isV4()
        ? add(first.v4Bits(), prefix.length(), value)
        : add(first.high(), first.low(), prefix.length(), value);
  }

  /** Adds a row of an IPv4 prefix, unless there are too many already; false then. */
  boolean add(int bits, int length, int value) {
    if (size() >= most) {
      return false;
    }
    v4.add(bits, length, value);
    return true;
  }

  /** Adds a row of an IPv6 prefix, unless there are too many already; false then. */
  boolean add(long high, long low, int length, int value) {
    if (size() >= most) {
      return false;
    }
    v6.add(high, low, length, value);
    return true;
  }

  /** Into the order of prefixes; of several rows of a prefix the one of the lowest value stays. */
  void sort() {
    v4.sort();
    v6.sort();
  }

  int size() {
    return v4.size() + v6.size();
  }

  IpPrefix prefix(int index) {
    return index < v4.size() ? v4.prefix(index) : v6.prefix(index - v4.size());
  }

  int value(int index) {
    return index < v4.size() ? v4.value(index) : v6.value(index - v4.size());
  }

  void forEachV4(FeedEntries.V4Visitor visitor) {
    v4.forEach(visitor);
  }

  void forEachV6(FeedEntries.V6Visitor visitor) {
    v6.forEach(visitor);
  }

  /** Of a sorted table: how many rows stand before where this prefix stands or would stand. */
  int countBefore(IpPrefix prefix) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (prefix(middle).compareTo(prefix) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Of a sorted table: whether this very prefix is a row. */
  boolean has(IpPrefix prefix) {
    int index = countBefore(prefix);
    return index < size() && prefix(index).equals(prefix);
  }

  /** Of a sorted table: whether a row is within this prefix and is not this prefix. */
  boolean hasWithin(IpPrefix prefix) {
    int index = countBefore(prefix);
    if (index < size() && prefix(index).equals(prefix)) {
      index++;
    }
    return index < size() && prefix.contains(prefix(index));
  }
}
