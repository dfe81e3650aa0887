package io.delist.benchmarks;

/** Numbers of 128 bits as two halves, unsigned. */
final class Bits {

  private Bits() {}

  static int compare(long high, long low, long otherHigh, long otherLow) {
    int byHigh = Long.compareUnsigned(high, otherHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
  }

  static long maskHigh(int length) {
    return length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
  }

  static long maskLow(int length) {
    return length <= 64 ? 0 : -1L << (128 - length);
  }

  /** The upper half of the first address of the prefix of this length. */
  static long firstHigh(long high, int length) {
    return high & maskHigh(length);
  }

  static long firstLow(long low, int length) {
    return low & maskLow(length);
  }

  /** The first address of an IPv4 prefix; the address is in the lower 32 bits. */
  static long firstOf32(long low, int length) {
    return length == 0 ? 0 : low & (-1L << (32 - length));
  }

  /** The bit at a place; 0 is the highest. */
  static boolean at(long high, long low, int place) {
    return (place < 64 ? high << place : low << place) < 0;
  }

  /** How many leading bits two numbers share. */
  static int common(long high, long low, long otherHigh, long otherLow) {
    return high == otherHigh
        ? 64 + Long.numberOfLeadingZeros(low ^ otherLow)
        : Long.numberOfLeadingZeros(high ^ otherHigh);
  }

  /** Spreads 128 bits over 32 (the finalizer of MurmurHash3 on both halves). */
  static int hash(long high, long low) {
    long h = (high * 0x9e3779b97f4a7c15L) ^ low;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (h ^ (h >>> 32));
  }
}
