package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * A verdict costs no memory, whichever it is, compiled or not. The JDK's own {@code InetAddress} is
 * not looked at here: what its bytes cost depends on the compiler.
 */
class CheckAllocationTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant EARLIER = NOW.minusSeconds(3600);
  private static final int CHECKS = 1000;

  private final BlocklistProjection projection = new BlocklistProjection(InstantSource.fixed(NOW));
  private final Blocklist list = projection.blocklist();
  private long revision;

  private void apply(Change change) {
    projection.apply(change);
    projection.publish(++revision);
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.parse(text);
  }

  private void lists(String prefix) {
    apply(
        new Change.Listed(
            new Listing(
                prefix(prefix),
                new ListingTerms(
                    new Source("feed:drop"), ReasonCode.BANNED, "", EARLIER, EARLIER, null))));
  }

  private static long allocated(Runnable check) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    check.run();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CHECKS; i++) {
      check.run();
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private void assertFree(String address, Class<? extends Verdict> verdict) {
    IpAddress asked = IpAddress.parse(address);
    byte[] bytes = asked.toBytes();
    long low = IpAddress.lowBits(bytes);
    assertThat(list.check(asked)).isInstanceOf(verdict);
    // What asking for the count costs by itself, and what is made once, is less than a byte a
    // check.
    assertThat(allocated(() -> list.check(asked))).as(address).isLessThan(CHECKS);
    assertThat(allocated(() -> list.check(bytes))).as(address).isLessThan(CHECKS);
    assertThat(allocated(() -> list.check(asked.high(), low))).as(address).isLessThan(CHECKS);
    if (asked.isV4()) {
      assertThat(allocated(() -> list.check(asked.v4Bits()))).as(address).isLessThan(CHECKS);
    }
  }

  @Test
  void noVerdictAllocates() {
    lists("203.0.113.0/24");
    lists("2001:db8:1::/48");
    apply(new Change.Exempted(new Exemption(prefix("203.0.113.9/32"), NOW, null)));
    apply(new Change.Exempted(new Exemption(prefix("2001:db8:1::9/128"), NOW, null)));
    apply(new Change.Allowed(new AllowEntry(prefix("203.0.113.10/32"), "ours")));

    assertFree("192.0.2.1", Verdict.NotListed.class);
    assertFree("2001:db8:2::1", Verdict.NotListed.class);
    assertFree("203.0.113.1", Verdict.Listed.class);
    assertFree("2001:db8:1::1", Verdict.Listed.class);
    assertFree("203.0.113.9", Verdict.Exempt.class);
    assertFree("2001:db8:1::9", Verdict.Exempt.class);
    assertFree("203.0.113.10", Verdict.Allowed.class);

    apply(
        new Change.Softened(
            new SoftMark(prefix("203.0.113.11/32"), ReasonCode.BANNED, NOW.plusSeconds(60))));
    assertFree("203.0.113.11", Verdict.Removing.class);
    assertFree("203.0.113.1", Verdict.Listed.class);
    assertFree("203.0.113.9", Verdict.Exempt.class);
  }

  @Test
  void bytesOfAnyOtherCountAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.check(new byte[5]))
        .withMessageContaining("4 or 16 bytes, not 5");
  }
}
