package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

  private static final byte[] SECRET = TestKeys.secret("k1");
  private static final String BASE64 = TestKeys.base64("k1");
  private static final String WAY_OUT = "openssl rand -base64 32";

  @Test
  void aRingKnowsItsPrimaryAndTheStateOfEachKey() {
    KeyRing ring = TestKeys.ring();
    assertThat(ring.primaryKeyId()).isEqualTo("k2");
    assertThat(ring.states())
        .containsExactly(
            Map.entry("k1", KeyState.VERIFY_ONLY),
            Map.entry("k2", KeyState.PRIMARY),
            Map.entry("k3", KeyState.DISABLED),
            Map.entry("k0", KeyState.DESTROYED));
    assertThat(ring).hasToString("KeyRing{k1=verify-only, k2=primary, k3=disabled, k0=destroyed}");
  }

  @Test
  void onlyPrimaryAndVerifyOnlyKeysAreUsed() {
    Map<String, byte[]> used = usable(TestKeys.ring());
    assertThat(used).containsOnlyKeys("k1", "k2");
    assertThat(used.get("k1")).isEqualTo(TestKeys.secret("k1"));
  }

  private static Map<String, byte[]> usable(KeyRing ring) {
    Map<String, byte[]> used = new LinkedHashMap<>();
    ring.forEachUsable(used::put);
    return used;
  }

  @Test
  void linesReadAsTheBuilderBuilds() {
    KeyRing ring =
        KeyRing.parse(
            List.of(
                "# keys",
                "",
                "  k1 verify-only " + BASE64 + "  # until Friday",
                "k2\tprimary\t" + TestKeys.base64("k2"),
                "k3 disabled " + TestKeys.base64("k3"),
                "k0 destroyed"));
    assertThat(ring.states()).isEqualTo(TestKeys.ring().states());
    assertThat(usable(ring).get("k2")).isEqualTo(TestKeys.secret("k2"));
  }

  @Test
  void changingTheCallersArrayAfterwardsChangesNothing() {
    byte[] mine = SECRET.clone();
    KeyRing ring = KeyRing.of("k1", mine);
    Arrays.fill(mine, (byte) 0);
    assertThat(usable(ring).get("k1")).isEqualTo(SECRET);
    assertThatThrownBy(() -> ring.states().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aKeyOfLessThan32BytesFailsAndTheMessageSaysHowToMakeOne() {
    assertThatThrownBy(() -> KeyRing.of("k1", Arrays.copyOf(SECRET, 31)))
        .isInstanceOf(KeyRingException.class)
        .hasMessage(
            "key k1 has 31 bytes; it must have 32 or more; make a key with: openssl rand -base64"
                + " 32");
    assertThatThrownBy(() -> KeyRing.of("k1", new byte[0])).hasMessageContaining("has 0 bytes");
  }

  @Test
  void aKeyThatIsNoAccidentFails() {
    assertThatThrownBy(() -> KeyRing.of("k1", new byte[32]))
        .hasMessageContainingAll("key k1 is not random", WAY_OUT);
    assertThatThrownBy(() -> KeyRing.of("k1", repeated(11))).hasMessageContaining("is not random");
    assertThat(KeyRing.of("k1", repeated(16)).primaryKeyId()).isEqualTo("k1");
  }

  @Test
  void aKeyThatCountsFails() {
    byte[] counting = new byte[32];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = (byte) (100 + 3 * i);
    }
    assertThatThrownBy(() -> KeyRing.of("k1", counting))
        .hasMessageContainingAll("key k1 is not random", WAY_OUT);
  }

  /** A key of 64 bytes, of which so many differ, and about as many steps from one to the next. */
  private static byte[] repeated(int different) {
    byte[] key = new byte[64];
    for (int i = 0; i < key.length; i++) {
      key[i] = SECRET[i % different];
    }
    return key;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "key01", "K1", "k-1", "k.1", "ｋ1", "k 1", "k1\n", "a{", "a`", "a:", "a/"})
  void aKeyIdIsOneToFourOfLowerCaseLettersAndDigits(String id) {
    assertThatThrownBy(() -> KeyRing.of(id, SECRET))
        .isInstanceOf(KeyRingException.class)
        .hasMessage("a key id must be 1 to 4 of a-z and 0-9, as in k1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "az09", "0000", "zzzz"})
  void shortIdsAreFine(String id) {
    assertThat(KeyRing.of(id, SECRET).primaryKeyId()).isEqualTo(id);
  }

  @Test
  void exactlyOneKeyIsPrimary() {
    assertThatThrownBy(() -> KeyRing.builder().build())
        .hasMessageContainingAll("there is no primary key", WAY_OUT);
    assertThatThrownBy(() -> KeyRing.builder().verifyOnly("k1", SECRET).build())
        .hasMessageContaining("there is no primary key");
    assertThatThrownBy(
            () ->
                KeyRing.builder()
                    .primary("k1", SECRET)
                    .primary("k2", TestKeys.secret("k2"))
                    .build())
        .hasMessage("keys k1 and k2 are primary; leave one and make the others verify-only");
  }

  @Test
  void anIdIsNeverGivenToTwoKeysNorASecretToTwoIds() {
    assertThatThrownBy(() -> KeyRing.builder().destroyed("k1").primary("k1", SECRET))
        .hasMessageContaining("key k1 is there twice");
    assertThatThrownBy(() -> KeyRing.builder().primary("k1", SECRET).disabled("k2", SECRET))
        .hasMessageContaining("key k2 has the secret of k1");
  }

  @ParameterizedTest
  @CsvSource({
    "k1, this is not a key",
    "k1 primary, this is not a key",
    "k1 primary SECRET SECRET, this is not a key",
    "k1 destroyed SECRET, this is not a key",
    "k1 Primary SECRET, this is not a key",
    "SECRET, this is not a key",
    "k1 primary SECRET!, not base64",
    "k1 primary c2hvcnQ=, has 5 bytes",
    "SECRET primary k1, a key id must be",
    "SECRETSECRET destroyed, a key id must be",
    "k0 primary SECRET, key k0 is there twice"
  })
  void aLineThatCannotBeReadIsNamedByItsNumberAndNotRepeated(String line, String words) {
    List<String> lines = List.of("# keys", "k0 destroyed", line.replace("SECRET", BASE64));
    assertThatThrownBy(() -> KeyRing.parse(lines))
        .isInstanceOf(KeyRingException.class)
        .hasMessageStartingWith("line 3: ")
        .hasMessageContaining(words)
        .hasNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(BASE64, "c2hvcnQ"));
  }
}
