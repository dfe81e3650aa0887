package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * HMAC-SHA-256 and its check against {@code hmac-sha256-vectors.json}, which another implementation
 * made ({@code src/test/vectors}): lengths of keys and messages around the block, and tags that
 * differ from the right one in every bit, in length, or in how they came to be.
 */
class HmacVectorsTest {

  private static final String FILE = "hmac-sha256-vectors.json";

  @Test
  void theRightTagIsAcceptedAndNoOther() throws IOException {
    List<Map<String, String>> vectors = vectors();
    for (Map<String, String> vector : vectors) {
      byte[] message = bytes(vector, "message");
      byte[] mac = new MacKey(bytes(vector, "key")).mac(message);
      assertThat(Fingerprints.same(mac, bytes(vector, "tag")))
          .as(vector.get("name"))
          .isEqualTo(vector.get("result").equals("valid"));
    }
    assertThat(vectors).hasSizeGreaterThan(300);
    assertThat(vectors).filteredOn(vector -> vector.get("result").equals("valid")).hasSize(27);
  }

  @Test
  void theMessageMayComeInPartsOrAsTheFirstBytesOfAnArray() throws IOException {
    for (Map<String, String> vector : vectors()) {
      if (vector.get("result").equals("valid")) {
        MacKey key = new MacKey(bytes(vector, "key"));
        byte[] message = bytes(vector, "message");
        byte[] tag = bytes(vector, "tag");
        int half = message.length / 2;
        assertThat(
                key.mac(
                    Arrays.copyOf(message, half),
                    Arrays.copyOfRange(message, half, message.length)))
            .isEqualTo(tag);
        assertThat(key.mac(Arrays.copyOf(message, message.length + 9), message.length))
            .isEqualTo(tag);
      }
    }
  }

  private static byte[] bytes(Map<String, String> vector, String member) {
    return HexFormat.of().parseHex(vector.get(member));
  }

  private static List<Map<String, String>> vectors() throws IOException {
    try (InputStream in = MacKey.class.getResourceAsStream(FILE)) {
      return VectorFile.readVectors(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
