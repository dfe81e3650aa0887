package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The published vectors, as the code reads them and as the format's description makes them.
 *
 * <p>The file is a promise: what it says valid stays valid. To add vectors, write it anew with
 * {@code mvn test -pl delist-core -Dtest=TokenVectorsTest -Ddelist.vectors.write=true} and look at
 * the difference.
 */
class TokenVectorsTest {

  private static final String FILE = "token-vectors.json";
  private static final List<String> ABOUT =
      List.of(
          "Test vectors of delist, format 1. The keys are public: use them for nothing.",
          "Each key and each vector is an object of strings. result is valid, or why not.",
          "key: HKDF-SHA-256 (RFC 5869), no salt, info as given, 32 bytes, of the key's secret.",
          "token: d1.<key id>.<payload>.<mac>, at most 256 characters, base64url, no padding.",
          "  mac = HMAC-SHA-256, whole, over the ASCII bytes before the last dot,",
          "  with the key of info delist/1/confirm.",
          "  payload = fields of type (1 byte), length (1 byte), value, in this order, each once:",
          "  1 purpose, 1 byte: 1; 2 SHA-256 of the audience; 3 request id, 16 bytes;",
          "  4 address, 4 or 16 bytes, never ::ffff:0:0/96; 5 SHA-256 of the canonical email;",
          "  6 issued, 7 expires: seconds since 1970, 8 bytes, big-endian, 1970 to 9999, 6 < 7.",
          "  Valid while issued - 60 s <= now < expires. The first check that fails is the result:",
          "  LENGTH, CHARACTERS, PARTS, NOT_CANONICAL, VERSION, UNKNOWN_KEY, MAC, MALFORMED,",
          "  PURPOSE, AUDIENCE, NOT_YET_VALID, EXPIRED.",
          "reference: <key id>.<body and mac>, at most 64 characters, base64url, no padding.",
          "  body = 0x14 (IPv4) or 0x16 (IPv6), address, revision (6 bytes), seconds (5 bytes);",
          "  mac = the first 16 bytes of HMAC-SHA-256 over SHA-256 of the audience, then the body,",
          "  with the key of info delist/1/reference.",
          "code: HMAC-SHA-256 over SHA-256 of the audience, then the request id, with the key of",
          "  info delist/1/code; its first 8 bytes as an unsigned number modulo 1000000, 6 digits.",
          "  Blanks and dashes in what was typed do not count.");

  private final TokenSigner signer = new TokenSigner(TestKeys.ring(), TokenVectors.PORTAL);
  private final ReferenceSigner references =
      new ReferenceSigner(TestKeys.ring(), TokenVectors.PORTAL);
  private final ConfirmationCodes codes =
      new ConfirmationCodes(TestKeys.ring(), TokenVectors.PORTAL);

  @Test
  void theFileIsWhatTheDescriptionOfTheFormatMakes() throws IOException {
    String made = VectorFile.write(ABOUT, keys(), madeVectors());
    if (Boolean.getBoolean("delist.vectors.write")) {
      Files.writeString(Path.of("src/main/resources/io/delist/token", FILE), made);
    } else {
      assertThat(published()).isEqualTo(made);
    }
  }

  private static List<Map<String, String>> keys() {
    List<Map<String, String>> keys = new ArrayList<>();
    TestKeys.ring()
        .states()
        .forEach(
            (id, state) -> {
              Map<String, String> key = new LinkedHashMap<>();
              key.put("id", id);
              key.put("state", state.toString());
              if (state != KeyState.DESTROYED) {
                key.put("secretBase64", TestKeys.base64(id));
              }
              keys.add(key);
            });
    return keys;
  }

  private static List<Map<String, String>> madeVectors() {
    return Stream.of(TokenVectors.all(), OtherVectors.all()).flatMap(List::stream).toList();
  }

  private static String published() throws IOException {
    try (InputStream in = TokenSigner.class.getResourceAsStream(FILE)) {
      assertThat(in).as("published beside the classes").isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void thereAreManyAndMostMustFail() throws IOException {
    List<Map<String, String>> vectors = VectorFile.readVectors(published());
    assertThat(vectors).hasSizeGreaterThanOrEqualTo(40);
    assertThat(vectors)
        .filteredOn(vector -> !"valid".equals(vector.get("result")))
        .hasSizeGreaterThanOrEqualTo(25);
    assertThat(vectors).extracting(vector -> vector.get("name")).doesNotHaveDuplicates();
    assertThat(vectors)
        .extracting(vector -> vector.get("result"))
        .contains(Stream.of(Rejected.Reason.values()).map(Enum::name).toArray(String[]::new));
  }

  @TestFactory
  Stream<DynamicTest> vectors() throws IOException {
    return VectorFile.readVectors(published()).stream()
        .map(vector -> DynamicTest.dynamicTest(get(vector, "name"), () -> check(vector)));
  }

  private void check(Map<String, String> vector) {
    switch (get(vector, "kind")) {
      case "token" -> checkToken(vector);
      case "reference" -> checkReference(vector);
      case "code" -> checkCode(vector);
      case "hmac" -> checkMac(vector);
      case "key" -> checkKey(vector);
      default -> throw new AssertionError("no such kind: " + vector);
    }
  }

  private void checkToken(Map<String, String> vector) {
    assertThat(get(vector, "audience")).isEqualTo(TokenVectors.PORTAL);
    String token = get(vector, "token");
    Verification verification = signer.verify(token, Instant.parse(get(vector, "now")));
    if (!isValid(vector)) {
      Rejected.Reason reason = Rejected.Reason.valueOf(get(vector, "result"));
      assertThat(verification).isEqualTo(new Rejected(reason));
      return;
    }
    ConfirmationClaims claims =
        new ConfirmationClaims(
            RequestId.parse(get(vector, "requestId")).orElseThrow(),
            IpAddress.parse(get(vector, "address")),
            EmailFingerprint.of(EmailAddress.parse(get(vector, "email"))),
            Instant.parse(get(vector, "issuedAt")),
            Instant.parse(get(vector, "expiresAt")));
    assertThat(verification)
        .isInstanceOfSatisfying(
            VerifiedToken.class, verified -> assertThat(verified.claims()).isEqualTo(claims));
    KeyRing ring = TestKeys.only(get(vector, "keyId"));
    assertThat(new TokenSigner(ring, TokenVectors.PORTAL).sign(claims)).isEqualTo(token);
  }

  private void checkReference(Map<String, String> vector) {
    String text = get(vector, "reference");
    if (!isValid(vector)) {
      assertThat(references.verify(text)).isEmpty();
      return;
    }
    Reference reference = references.verify(text).orElseThrow();
    assertThat(reference.address()).hasToString(get(vector, "address"));
    assertThat(reference.revision()).isEqualTo(Long.parseLong(get(vector, "revision")));
    assertThat(reference.at()).isEqualTo(Instant.parse(get(vector, "at")));
    ReferenceSigner again =
        new ReferenceSigner(TestKeys.only(get(vector, "keyId")), TokenVectors.PORTAL);
    assertThat(again.sign(reference.address(), reference.revision(), reference.at()))
        .isEqualTo(text);
  }

  private void checkCode(Map<String, String> vector) {
    RequestId request = RequestId.parse(get(vector, "requestId")).orElseThrow();
    assertThat(codes.matches(request, get(vector, "keyId"), get(vector, "typed")))
        .isEqualTo(isValid(vector));
  }

  private static void checkMac(Map<String, String> vector) {
    byte[] mac = new MacKey(hex(vector, "keyHex")).mac(hex(vector, "textHex"));
    assertThat(Fingerprints.same(mac, hex(vector, "macHex"))).isEqualTo(isValid(vector));
  }

  private static void checkKey(Map<String, String> vector) {
    byte[] secret = TestKeys.secret(get(vector, "keyId"));
    assertThat(Hkdf.deriveKey(secret, get(vector, "info"))).isEqualTo(hex(vector, "derivedHex"));
    assertThat(Stream.of(Purpose.values()).map(Purpose::info)).contains(get(vector, "info"));
  }

  private static boolean isValid(Map<String, String> vector) {
    return get(vector, "result").equals("valid");
  }

  private static byte[] hex(Map<String, String> vector, String name) {
    return HexFormat.of().parseHex(get(vector, name));
  }

  private static String get(Map<String, String> vector, String name) {
    String value = vector.get(name);
    assertThat(value).as(name + " of " + vector.get("name")).isNotNull();
    return value;
  }
}
