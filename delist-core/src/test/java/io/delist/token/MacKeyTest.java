package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MacKeyTest {

  private static final byte[] KEY = Fingerprints.sha256("a key for this test");

  @Test
  void threadsThatShareAKeyDoNotMixTheirInputs() throws Exception {
    MacKey shared = new MacKey(KEY);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> mixed = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int seed = thread;
        mixed.add(threads.submit(() -> countMixed(shared, seed)));
      }
      for (Future<Integer> count : mixed) {
        assertThat(count.get()).as("MACs that belong to another input").isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int countMixed(MacKey shared, int seed) {
    int mixed = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] input = ByteBuffer.allocate(8).putInt(seed).putInt(i).array();
      if (!Fingerprints.same(shared.mac(input), Hkdf.hmac(KEY).doFinal(input))) {
        mixed++;
      }
    }
    return mixed;
  }

  @Test
  void itIsTheJdksMacForEveryLengthOfKeyAndMessage() throws GeneralSecurityException {
    for (int length = 1; length < 200; length++) {
      byte[] text = Arrays.copyOf(KEY, length);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text, "HmacSHA256"));
      assertThat(new MacKey(text).mac(text)).as(length + " bytes").isEqualTo(mac.doFinal(text));
    }
  }

  @Test
  void aProviderWhoseDigestsCannotBeCopiedGivesTheSameMacs() {
    byte[] expected = new MacKey(KEY).mac(KEY);
    Security.insertProviderAt(new UncopiableProvider(), 1);
    try {
      MacKey key = new MacKey(KEY);
      assertThat(Fingerprints.newSha256().getProvider()).isInstanceOf(UncopiableProvider.class);
      assertThat(key.mac(KEY)).isEqualTo(expected);
      assertThat(key.mac(KEY, KEY.length)).as("a second time").isEqualTo(expected);
    } finally {
      Security.removeProvider(UncopiableProvider.NAME);
    }
  }

  /** Hands out SHA-256 as a hardware module would: one object, one use. */
  private static final class UncopiableProvider extends Provider {

    @Serial private static final long serialVersionUID = 1L;
    private static final String NAME = "Uncopiable";

    UncopiableProvider() {
      super(NAME, "1", "SHA-256 that cannot be cloned");
      put("MessageDigest.SHA-256", UncopiableDigest.class.getName());
    }
  }

  /** Made by the provider above. */
  public static final class UncopiableDigest extends MessageDigestSpi {

    private final MessageDigest digest;

    public UncopiableDigest() throws GeneralSecurityException {
      digest = MessageDigest.getInstance("SHA-256", "SUN");
    }

    @Override
    protected void engineUpdate(byte input) {
      digest.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      digest.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
      return digest.digest();
    }

    @Override
    protected void engineReset() {
      digest.reset();
    }
  }
}
