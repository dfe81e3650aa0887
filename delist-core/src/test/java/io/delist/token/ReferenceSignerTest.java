package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpAddress;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReferenceSignerTest {

  private static final String PORTAL = "delist.example";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final IpAddress V4 = IpAddress.parse("203.0.113.9");
  private static final IpAddress V6 = IpAddress.parse("2001:db8::25");
  private static final long LAST_REVISION = (1L << 48) - 1;
  private static final Instant LAST_TIME = Instant.ofEpochSecond((1L << 40) - 1);

  private final ReferenceSigner signer = new ReferenceSigner(TestKeys.ring(), PORTAL);

  @Property(seed = "20261123")
  void whatIsSignedIsVerified(
      @ForAll long high,
      @ForAll long low,
      @ForAll @LongRange(max = LAST_REVISION) long revision,
      @ForAll @LongRange(max = (1L << 40) - 1) long second) {
    Instant at = Instant.ofEpochSecond(second);
    for (IpAddress address :
        new IpAddress[] {IpAddress.ofV4((int) low), IpAddress.ofV6(high, low)}) {
      Reference reference = signer.verify(signer.sign(address, revision, at)).orElseThrow();
      assertThat(reference.address()).isEqualTo(address);
      assertThat(reference.revision()).isEqualTo(revision);
      assertThat(reference.at()).isEqualTo(at);
    }
  }

  @Test
  void withTheLongestKeyIdItFitsInTheUrl() {
    ReferenceSigner longest = new ReferenceSigner(TestKeys.only("kkkk"), PORTAL);
    assertThat(longest.sign(V4, LAST_REVISION, LAST_TIME)).hasSize(48);
    assertThat(longest.sign(V6, LAST_REVISION, LAST_TIME)).hasSize(64);
    assertThat(longest.verify(longest.sign(V6, LAST_REVISION, LAST_TIME))).isPresent();
    assertThat(longest.sign(V4, 0, Instant.EPOCH)).matches("kkkk\\.[A-Za-z0-9_-]{43}");
  }

  @Test
  void fractionsOfASecondAreCutOff() {
    String reference = signer.sign(V4, 7, NOON.plusMillis(999));
    assertThat(signer.verify(reference))
        .get()
        .hasToString("Reference[203.0.113.9 at revision 7, 2026-11-23T12:00:00Z]");
  }

  @Test
  void whatDoesNotFitIsABugOfTheCaller() {
    assertThatThrownBy(() -> signer.sign(V4, LAST_REVISION + 1, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "revision 281474976710656 does not fit in a reference; must be 0 to 281474976710655");
    assertThatThrownBy(() -> signer.sign(V4, -1, NOON)).hasMessageContaining("revision -1");
    assertThatThrownBy(() -> signer.sign(V4, 1, Instant.EPOCH.minusSeconds(1)))
        .hasMessageContaining("second -1");
    assertThatThrownBy(() -> signer.sign(V4, 1, LAST_TIME.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherPortalRefusesIt() {
    String reference = signer.sign(V4, 7, NOON);
    assertThat(new ReferenceSigner(TestKeys.ring(), "other.example").verify(reference)).isEmpty();
  }

  @Test
  void itOutlivesTheRotationOfItsKeyUntilTheKeyIsSwitchedOff() {
    assertThat(signer.sign(V4, 7, NOON)).startsWith("k2.");
    assertThat(signer.verify(signOnlyWith("k1"))).isPresent();
    assertThat(signer.verify(signOnlyWith("k3"))).isEmpty();
    assertThat(signer.verify(signOnlyWith("k0"))).isEmpty();
  }

  private static String signOnlyWith(String keyId) {
    return new ReferenceSigner(TestKeys.only(keyId), PORTAL).sign(V4, 7, NOON);
  }
}
