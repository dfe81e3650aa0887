package io.delist.feed;

/**
 * Reads the text of an octet, {@code 0} to {@code 255} without leading zeros, by looking it up: the
 * 256 texts lie in a table at places that a multiplication gives, no two at one.
 *
 * <p>A text is an {@code int} with its last character in the highest byte and zeros in the lowest
 * ones: {@code "17"} is {@code 0x3731_0000}.
 *
 * <p><b>Cost:</b> a table of 4 KB; one load and no branch a text.
 */
final class OctetText {

  private static final int MULTIPLIER = 0x5e96_7af7;
  private static final int PLACE_SHIFT = 23;

  /** At each place the text of an octet in the lower half and the octet in the upper. */
  private static final long[] TABLE = table();

  private OctetText() {}

  private static long[] table() {
    long[] table = new long[1 << (Integer.SIZE - PLACE_SHIFT)];
    // No text has its place here; elsewhere 0 is the text of nothing that has its place there.
    table[0] = 1;
    for (int octet = 0; octet < 256; octet++) {
      int text = 0;
      for (char digit : Integer.toString(octet).toCharArray()) {
        text = text >>> 8 | digit << 24;
      }
      int place = placeOf(text);
      if ((int) table[place] > 1) {
        throw new IllegalStateException("two octets have the place " + place);
      }
      table[place] = (long) octet << 32 | text;
    }
    return table;
  }

  private static int placeOf(int text) {
    return (text * MULTIPLIER) >>> PLACE_SHIFT;
  }

  /**
   * The octet that has this text, in the upper 32 bits; the lower are 0 if there is one, and
   * anything else if there is none.
   *
   * @param chars one to three characters, and what follows them, the first one lowest
   * @param count how many they are, modulo 4; with 0 the answer is not 0 unless the first is NUL
   */
  static long read(int chars, int count) {
    int text = chars << (-8 * count);
    return TABLE[placeOf(text)] ^ Integer.toUnsignedLong(text);
  }
}
