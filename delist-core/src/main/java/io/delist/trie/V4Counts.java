package io.delist.trie;

/** How many bits are set before each word of a bitmap, an octet each, four to an {@code int}. */
final class V4Counts {

  private V4Counts() {}

  /**
   * Writes the counts for {@code words} words of {@code bits} from {@code first} on.
   *
   * @return where they end
   */
  static int write(int[] bits, int first, int words, int[] to, int at) {
    int end = at + ((words + 3) >>> 2);
    for (int i = at; i < end; i++) {
      to[i] = 0;
    }
    int count = 0;
    for (int word = 0; word < words; word++) {
      to[at + (word >>> 2)] |= count << (word << 3);
      count += Integer.bitCount(bits[first + word]);
    }
    return end;
  }
}
