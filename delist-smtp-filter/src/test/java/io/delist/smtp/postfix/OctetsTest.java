package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class OctetsTest {

  /** Octets that differ from those looked for in one bit, and those next to them, among others. */
  @Provide
  Arbitrary<byte[]> octets() {
    return Arbitraries.of((byte) '=', (byte) '\n', (byte) 0xbd, (byte) 0x8a, (byte) '<')
        .edgeCases(edges -> edges.add((byte) 0x0b, (byte) 0x80, (byte) 0, (byte) 1, (byte) -1))
        .array(byte[].class)
        .ofMaxSize(40);
  }

  @Property
  void findsWhatALoopFinds(
      @ForAll("octets") byte[] octets,
      @ForAll @IntRange(max = 40) int one,
      @ForAll @IntRange(max = 40) int other) {
    int from = Math.min(Math.min(one, other), octets.length);
    int to = Math.min(Math.max(one, other), octets.length);
    byte[] padded = Arrays.copyOf(octets, octets.length + Octets.READ_BEYOND);

    assertThat(Octets.find(padded, from, to, Octets.LINE_FEED, Octets.LINE_FEED))
        .isEqualTo(byLoop(octets, from, to, '\n', '\n'));
    assertThat(Octets.find(padded, from, to, Octets.EQUALS_SIGN, Octets.LINE_FEED))
        .isEqualTo(byLoop(octets, from, to, '=', '\n'));
  }

  private static int byLoop(byte[] octets, int from, int to, char one, char other) {
    int at = from;
    while (at < to && octets[at] != one && octets[at] != other) {
      at++;
    }
    return at;
  }
}
