package io.delist.trie;

/** How many bits are set before each word of a bitmap, an octet each, four to an {@code int}. */
final class V4Counts {

  private V4Counts() {}

  /** Writes the counts of the eight words of {@code bits} to two ints. */
  static void write(int[] bits, int[] to, int at) {
    write(bits, 0, to, at);
  }

  /** Writes the counts of eight words from a place on. */
  static void write(int[] bits, int from, int[] to, int at) {
    int count = 0;
    to[at] = 0;
    to[at + 1] = 0;
    for (int word = 0; word < V4Block.ALL_WORDS; word++) {
      to[at + (word >>> 2)] |= count << (word << 3);
      count += Integer.bitCount(bits[from + word]);
    }
  }
}
