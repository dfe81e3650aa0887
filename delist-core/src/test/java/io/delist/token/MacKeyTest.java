package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
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
  void aProviderWhoseMacsCannotBeCopiedGivesTheSameMacs() {
    byte[] expected = new MacKey(KEY).mac(KEY);
    Security.insertProviderAt(new UncopiableProvider(), 1);
    try {
      MacKey key = new MacKey(KEY);
      assertThat(Hkdf.hmac(KEY).getProvider()).isInstanceOf(UncopiableProvider.class);
      assertThat(key.mac(KEY)).isEqualTo(expected);
      assertThat(key.mac(KEY)).as("a second time").isEqualTo(expected);
    } finally {
      Security.removeProvider(UncopiableProvider.NAME);
    }
  }

  /** A MAC that was fed and did not come to its end must not be used again. */
  @Test
  void whatFailedLeavesNothingBehind() {
    MacKey key = new MacKey(KEY);
    byte[] expected = key.mac(KEY);
    assertThatThrownBy(() -> key.mac(KEY, null)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> key.mac(KEY, KEY.length + 1)).isInstanceOf(RuntimeException.class);
    assertThat(key.mac(KEY)).isEqualTo(expected);
    assertThat(key.mac(KEY, KEY.length)).isEqualTo(expected);
  }

  /** Hands out HMAC-SHA-256 as a hardware module would: one object, one use. */
  private static final class UncopiableProvider extends Provider {

    @Serial private static final long serialVersionUID = 1L;
    private static final String NAME = "Uncopiable";

    UncopiableProvider() {
      super(NAME, "1", "HMAC-SHA-256 that cannot be cloned");
      put("Mac.HmacSHA256", UncopiableMac.class.getName());
    }
  }

  /** Made by the provider above. */
  public static final class UncopiableMac extends MacSpi {

    private final Mac mac;

    public UncopiableMac() throws Exception {
      mac = Mac.getInstance("HmacSHA256", "SunJCE");
    }

    @Override
    protected int engineGetMacLength() {
      return mac.getMacLength();
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec params) throws InvalidKeyException {
      mac.init(key);
    }

    @Override
    protected void engineUpdate(byte input) {
      mac.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      mac.update(input, offset, length);
    }

    @Override
    protected byte[] engineDoFinal() {
      return mac.doFinal();
    }

    @Override
    protected void engineReset() {
      mac.reset();
    }
  }
}
