package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class IpPrefixTest {

  private static final BigInteger MAPPED_FIRST = BigInteger.valueOf(0xffff_0000_0000L);
  private static final BigInteger MAPPED_LAST = BigInteger.valueOf(0xffff_ffff_ffffL);

  @Provide
  Arbitrary<IpPrefix> prefixes() {
    return NetArbitraries.prefixes();
  }

  @Provide
  Arbitrary<List<IpPrefix>> pairs() {
    return NetArbitraries.pairs();
  }

  @Provide
  Arbitrary<IpAddress> addresses() {
    return NetArbitraries.addresses();
  }

  private static BigInteger number(IpAddress address) {
    return new BigInteger(1, address.toBytes());
  }

  private static BigInteger size(IpPrefix prefix) {
    return BigInteger.ONE.shiftLeft(prefix.first().lengthBits() - prefix.length());
  }

  /** By numbers alone: first <= x < first + size. */
  private static boolean holds(IpPrefix prefix, IpAddress address) {
    BigInteger offset = number(address).subtract(number(prefix.first()));
    return prefix.isV4() == address.isV4()
        && offset.signum() >= 0
        && offset.compareTo(size(prefix)) < 0;
  }

  @Property
  void parseOfFormatIsThePrefix(@ForAll("prefixes") IpPrefix prefix) {
    IpPrefix again = IpPrefix.parse(prefix.toString());
    assertThat(again).isEqualTo(prefix).hasSameHashCodeAs(prefix);
    assertThat(IpPrefix.of(prefix.first(), prefix.length())).isEqualTo(prefix);
  }

  @Property
  void firstAndLastAreTheEnds(@ForAll("prefixes") IpPrefix prefix) {
    BigInteger first = number(prefix.first());
    BigInteger last = first.add(size(prefix)).subtract(BigInteger.ONE);
    boolean endsMapped =
        !prefix.isV4() && last.compareTo(MAPPED_FIRST) >= 0 && last.compareTo(MAPPED_LAST) <= 0;
    if (endsMapped) {
      last = MAPPED_FIRST.subtract(BigInteger.ONE);
    }
    assertThat(first.mod(size(prefix))).isZero();
    assertThat(number(prefix.last())).isEqualTo(last);
    assertThat(prefix.last().isV4()).isEqualTo(prefix.isV4());
    assertThat(prefix.contains(prefix.first())).isTrue();
    assertThat(prefix.contains(prefix.last())).isTrue();
    assertThat(prefix.isSingle()).isEqualTo(prefix.first().equals(prefix.last()));
  }

  @Property
  void containsAnAddressAsNumbersSay(
      @ForAll("prefixes") IpPrefix prefix, @ForAll("addresses") IpAddress address) {
    assertThat(prefix.contains(address)).isEqualTo(holds(prefix, address));
    for (int length = 0; length <= address.lengthBits(); length++) {
      assertThat(address.prefix(length).contains(address)).isTrue();
    }
  }

  @Property
  void containsAndOverlapsAsNumbersSay(@ForAll("pairs") List<IpPrefix> pair) {
    IpPrefix a = pair.get(0);
    IpPrefix b = pair.get(1);
    boolean aHoldsB = holds(a, b.first()) && size(a).compareTo(size(b)) >= 0;
    boolean bHoldsA = holds(b, a.first()) && size(b).compareTo(size(a)) >= 0;
    assertThat(a.contains(b)).isEqualTo(aHoldsB);
    assertThat(b.contains(a)).isEqualTo(bHoldsA);
    assertThat(a.overlaps(b)).isEqualTo(aHoldsB || bHoldsA).isEqualTo(b.overlaps(a));
    Statistics.label("nested")
        .collect(aHoldsB || bHoldsA)
        .coverage(
            checker -> {
              checker.check(true).percentage(share -> share >= 20);
              checker.check(false).percentage(share -> share >= 10);
            });
  }

  @Property
  void orderIsByFirstThenShorterFirst(@ForAll("pairs") List<IpPrefix> pair) {
    IpPrefix a = pair.get(0);
    IpPrefix b = pair.get(1);
    int byFirst = a.first().compareTo(b.first());
    int expected = byFirst != 0 ? byFirst : Integer.compare(a.length(), b.length());
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Integer.signum(expected));
    assertThat(a.equals(b)).isEqualTo(expected == 0);
    if (a.contains(b)) {
      assertThat(a).isLessThanOrEqualTo(b);
    }
  }

  @Example
  void thePrefixThatEndsWithTheMappedRangeEndsBeforeIt() {
    IpPrefix prefix = IpPrefix.parse("::fffe:0:0/95");
    assertThat(prefix.last()).hasToString("::fffe:ffff:ffff");
    assertThat(prefix.contains(IpAddress.parse("::fffe:ffff:ffff"))).isTrue();
    assertThat(prefix.contains(IpAddress.parse("::ffff:0:0"))).isFalse();
    assertThat(prefix.contains(IpPrefix.parse("0.0.0.0/0"))).isFalse();
    assertThat(IpPrefix.parse("::/80").last()).hasToString("::fffe:ffff:ffff");
    assertThat(IpPrefix.parse("::/79").last()).hasToString("::1:ffff:ffff:ffff");
  }

  @Example
  void aPrefixInTheMappedRangeIsIpv4() {
    assertThat(IpPrefix.parse("::ffff:0:0/96")).hasToString("0.0.0.0/0");
    assertThat(IpPrefix.parse("::ffff:192.0.2.0/120")).hasToString("192.0.2.0/24");
    assertThat(IpPrefix.parse("::ffff:c000:201/128")).hasToString("192.0.2.1/32");
    assertThat(IpPrefix.parse("::ffff:192.0.2.1")).hasToString("192.0.2.1/32");
  }

  @Example
  void familiesNeverContainOneAnother() {
    IpPrefix v4 = IpPrefix.parse("0.0.0.0/0");
    IpPrefix v6 = IpPrefix.parse("::/0");
    assertThat(v4.overlaps(v6)).isFalse();
    assertThat(v6.contains(IpAddress.parse("0.0.0.0"))).isFalse();
    assertThat(v4.contains(IpAddress.parse("::"))).isFalse();
  }

  @Example
  void aPrefixIsMadeByClearingBits() {
    assertThat(IpAddress.parse("192.0.2.255").prefix(25)).hasToString("192.0.2.128/25");
    assertThat(IpAddress.parse("2001:db8:ffff::1").prefix(33)).hasToString("2001:db8:8000::/33");
    assertThat(IpAddress.parse("::1").prefix(0)).hasToString("::/0");
    assertThat(IpAddress.parse("ffff::ffff").prefix(127)).hasToString("ffff::fffe/127");
  }
}
