package io.delist.workflow;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.delist.net.IpPrefix;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What identifies a list that is held: the prefixes that it names, not its comments, its order or
 * its times. The first 128 bits of a SHA-256, 32 hexadecimal digits.
 */
final class ListFingerprint {

  private static final int CHARS = 32;

  private ListFingerprint() {}

  /**
   * @param prefixes sorted, each once
   */
  static String of(List<IpPrefix> prefixes) {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putString("delist list 1\n", StandardCharsets.US_ASCII);
    for (IpPrefix prefix : prefixes) {
      hasher.putByte((byte) (prefix.isV4() ? 4 : 6));
      hasher.putByte((byte) prefix.length());
      hasher.putLong(prefix.first().high());
      hasher.putLong(prefix.first().low());
    }
    return hasher.hash().toString().substring(0, CHARS);
  }
}
