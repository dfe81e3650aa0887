package io.delist.benchmarks;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Prefixes of one family, in order and without repetition, in arrays: ten million of them are no
 * burden for the collector of what is measured.
 */
final class PrefixList extends AbstractList<IpPrefix> implements RandomAccess {

  private final boolean v4;
  private final long[] high;
  private final long[] low;
  private final byte[] lengths;

  private PrefixList(boolean v4, long[] high, long[] low, byte[] lengths) {
    this.v4 = v4;
    this.high = high;
    this.low = low;
    this.lengths = lengths;
  }

  /** Single IPv4 addresses, sorted as unsigned numbers. */
  static PrefixList ofAddresses(long[] sorted) {
    byte[] lengths = new byte[sorted.length];
    Arrays.fill(lengths, (byte) 32);
    return new PrefixList(true, new long[0], sorted, lengths);
  }

  /** Prefixes of one family, sorted and distinct already. */
  static PrefixList of(List<IpPrefix> sorted) {
    int size = sorted.size();
    boolean v4 = size == 0 || sorted.get(0).isV4();
    long[] high = new long[v4 ? 0 : size];
    long[] low = new long[size];
    byte[] lengths = new byte[size];
    for (int i = 0; i < size; i++) {
      IpPrefix prefix = sorted.get(i);
      if (!v4) {
        high[i] = prefix.first().high();
      }
      low[i] = prefix.first().low();
      lengths[i] = (byte) prefix.length();
    }
    return new PrefixList(v4, high, low, lengths);
  }

  boolean isV4() {
    return v4;
  }

  /** The bits of an IPv4 prefix. */
  int bits(int i) {
    return (int) low[i];
  }

  long high(int i) {
    return v4 ? 0 : high[i];
  }

  long low(int i) {
    return low[i];
  }

  int length(int i) {
    return lengths[i] & 0xff;
  }

  @Override
  public IpPrefix get(int i) {
    IpAddress first = v4 ? IpAddress.ofV4((int) low[i]) : IpAddress.ofV6(high[i], low[i]);
    return IpPrefix.of(first, length(i));
  }

  @Override
  public int size() {
    return low.length;
  }
}
