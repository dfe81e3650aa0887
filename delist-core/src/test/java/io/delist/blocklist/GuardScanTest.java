package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.net.SpecialPurpose;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the guard answers for each line of a file, beside a scan of the whole registry. */
class GuardScanTest {

  private static final List<IpPrefix> ORDINARY =
      List.of(
          IpPrefix.parse("192.0.2.0/24"),
          IpPrefix.parse("10.1.0.0/16"),
          IpPrefix.parse("203.0.113.9/32"),
          IpPrefix.parse("2001:db8::/32"),
          IpPrefix.parse("fd00:1::1/128"),
          IpPrefix.parse("2001:20:0:1::/64"));

  /** Around every edge of every range, with every length: hits are as common as misses. */
  private static List<IpPrefix> probes() {
    List<IpPrefix> probes = new ArrayList<>();
    List<IpPrefix> ranges =
        new ArrayList<>(SpecialPurpose.registry().stream().map(SpecialPurpose::prefix).toList());
    ranges.addAll(ORDINARY);
    for (IpPrefix range : ranges) {
      for (IpAddress edge : List.of(range.first(), range.last())) {
        for (int step = -1; step <= 1; step++) {
          IpAddress near = step(edge, step);
          for (int length = 0; length <= near.lengthBits(); length++) {
            probes.add(near.prefix(length));
          }
        }
      }
    }
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      probes.add(IpAddress.ofV4(random.nextInt()).prefix(random.nextInt(33)));
      long high = random.nextLong() >>> 3 | 0x2000_0000_0000_0000L;
      probes.add(IpAddress.ofV6(high, random.nextLong()).prefix(random.nextInt(129)));
    }
    return probes;
  }

  private static IpAddress step(IpAddress address, int by) {
    return address.isV4()
        ? IpAddress.ofV4(address.v4Bits() + by)
        : IpAddress.ofV6(
            address.high() + (by < 0 && address.low() == 0 ? -1 : 0), address.low() + by);
  }

  private static boolean scanned(List<IpPrefix> ordinary, IpPrefix prefix) {
    return ordinary.stream().anyMatch(range -> range.contains(prefix))
        || SpecialPurpose.registry().stream().noneMatch(range -> range.prefix().overlaps(prefix));
  }

  @Test
  void admitsWhatAScanOfTheRegistryAdmits() {
    for (List<IpPrefix> ordinary : List.of(List.<IpPrefix>of(), ORDINARY)) {
      ListingGuard guard = new ListingGuard(ordinary).allowWide();
      int admitted = 0;
      List<IpPrefix> probes = probes();
      for (IpPrefix prefix : probes) {
        boolean wide = prefix.length() < (prefix.isV4() ? 8 : 19);
        boolean expected = !wide && scanned(ordinary, prefix);
        assertThat(guard.admits(prefix)).as("%s", prefix).isEqualTo(expected);
        assertThat(guard.objectionTo(prefix).isEmpty()).as("%s", prefix).isEqualTo(expected);
        admitted += expected ? 1 : 0;
      }
      assertThat(admitted).isBetween(probes.size() / 5, probes.size() * 4 / 5);
    }
  }

  @Test
  void aMappedPrefixIsTheIpv4Prefix() {
    ListingGuard guard = new ListingGuard(List.of());

    assertThat(guard.admits(0, 0xffff_0a00_0000L, 96 + 24)).as("10.0.0.0/24").isFalse();
    assertThat(guard.admits(0, 0xffff_0808_0808L, 128)).as("8.8.8.8").isTrue();
    assertThat(guard.admits(0, 0xffff_0000_0000L, 96)).as("0.0.0.0/0").isFalse();
  }

  @Test
  void bitsAfterTheLengthAreNotLookedAt() {
    ListingGuard guard = new ListingGuard(List.of());

    assertThat(guard.admits(IpAddress.parse("192.0.1.255").v4Bits(), 24)).isTrue();
    assertThat(guard.admits(IpAddress.parse("192.0.2.255").v4Bits(), 24)).isFalse();
    assertThat(guard.admits(0x2a00_0000_0000_ffffL, -1L, 32)).isTrue();
  }

  @Test
  void aQuestionAllocatesNothing() {
    ListingGuard guard = new ListingGuard(ORDINARY);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 1_000_000;
    int admitted = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      admitted += guard.admits(i * 4099, 24) ? 1 : 0;
      admitted += guard.admits(0x2000_0000_0000_0000L | (long) i << 36, 0, 48) ? 1 : 0;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(admitted).isBetween(calls, 2 * calls - 1);
    assertThat(allocated).as("bytes for two million questions").isLessThan(calls);
  }
}
