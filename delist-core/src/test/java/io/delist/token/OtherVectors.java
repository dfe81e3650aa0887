package io.delist.token;

import static io.delist.token.TokenForge.CODE;
import static io.delist.token.TokenForge.CONFIRM;
import static io.delist.token.TokenForge.REFERENCE;
import static io.delist.token.TokenForge.join;
import static io.delist.token.TokenVectors.NOON;
import static io.delist.token.TokenVectors.PORTAL;

import io.delist.net.IpAddress;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what {@code token-vectors.json} holds beside tokens: MACs, keys, references, codes. */
final class OtherVectors {

  private static final IpAddress V4 = IpAddress.parse("203.0.113.9");
  private static final IpAddress V6 = IpAddress.parse("2001:db8::25");
  private static final String VALID = "valid";
  private static final String INVALID = "invalid";

  private final List<Map<String, String>> vectors = new ArrayList<>();

  static List<Map<String, String>> all() {
    OtherVectors made = new OtherVectors();
    made.macs();
    made.derivedKeys();
    made.references();
    made.codes();
    return made.vectors;
  }

  /** In the manner of Wycheproof: good MACs of odd inputs, and those that a sloppy check takes. */
  private void macs() {
    byte[] key = TestKeys.secret("k2");
    byte[] text = TokenForge.ascii("delist");
    byte[] mac = TokenForge.mac(key, text);
    mac("text", key, text, mac, VALID);
    mac("no text", key, new byte[0], TokenForge.mac(key, new byte[0]), VALID);
    for (int length : new int[] {1, 55, 56, 63, 64, 65, 119, 120, 128}) {
      byte[] zeros = new byte[length];
      mac(length + " zero bytes", key, zeros, TokenForge.mac(key, zeros), VALID);
    }
    byte[] longKey = join(key, key, key);
    mac("key longer than a block", longKey, text, TokenForge.mac(longKey, text), VALID);
    for (int bit : new int[] {0, 7, 8, 127, 128, 247, 255}) {
      mac("bit " + bit + " altered", key, text, TokenForge.flip(mac, bit), INVALID);
    }
    mac("all bits altered", key, text, inverted(mac), INVALID);
    mac("zeros", key, text, new byte[32], INVALID);
    mac("nothing", key, text, new byte[0], INVALID);
    mac("first half", key, text, Arrays.copyOf(mac, 16), INVALID);
    mac("one byte short", key, text, Arrays.copyOf(mac, 31), INVALID);
    mac("one byte more", key, text, Arrays.copyOf(mac, 33), INVALID);
    mac("hash without a key", key, text, Fingerprints.sha256("delist"), INVALID);
    byte[] swapped = Hkdf.hmac(text).doFinal(key);
    mac("key and text swapped", key, text, swapped, INVALID);
  }

  private static byte[] inverted(byte[] bytes) {
    return new BigInteger(bytes).not().toByteArray();
  }

  private void mac(String name, byte[] key, byte[] text, byte[] mac, String result) {
    Map<String, String> vector = vector("HMAC-SHA-256", name);
    vector.put("kind", "hmac");
    vector.put("keyHex", hex(key));
    vector.put("textHex", hex(text));
    vector.put("macHex", hex(mac));
    vector.put("result", result);
  }

  private void derivedKeys() {
    for (String info : List.of(CONFIRM, REFERENCE, CODE)) {
      for (String keyId : List.of("k1", "k2")) {
        Map<String, String> vector = vector("key", keyId + " for " + info);
        vector.put("kind", "key");
        vector.put("keyId", keyId);
        vector.put("info", info);
        vector.put("derivedHex", hex(TokenForge.derived(keyId, info)));
        vector.put("result", VALID);
      }
    }
  }

  private void references() {
    reference("IPv4", "k2", V4, 12_345, NOON);
    reference("IPv6", "k2", V6, 12_345, NOON);
    reference("signed with a key that now only verifies", "k1", V4, 12_345, NOON);
    reference("revision 0 in 1970", "k2", V4, 0, Instant.EPOCH);
    Instant end = Instant.ofEpochSecond((1L << 40) - 1);
    reference("the last revision and time", "k2", V6, (1L << 48) - 1, end);

    byte[] body = TokenForge.referenceBody(0x14, V4, 12_345, NOON);
    String good = TokenForge.reference("k2", REFERENCE, PORTAL, body);
    badReference("empty", "");
    badReference("no dot", good.replace(".", ""));
    badReference("two dots", good + ".");
    badReference("padding", good + "=");
    badReference("another key's id", good.replace("k2.", "k1."));
    badReference("no key id", good.substring(2));
    badReference("one character short", good.substring(0, good.length() - 1));
    badReference("one character more", good + "A");
    badReference("disabled key", TokenForge.reference("k3", REFERENCE, PORTAL, body));
    badReference("destroyed key", TokenForge.reference("k0", REFERENCE, PORTAL, body));
    badReference("another portal", TokenForge.reference("k2", REFERENCE, "other.example", body));
    badReference("key for confirmations", TokenForge.reference("k2", CONFIRM, PORTAL, body));
    badReference("no body", TokenForge.reference("k2", REFERENCE, PORTAL, new byte[0]));
    badReference("a body of one byte", TokenForge.reference("k2", REFERENCE, PORTAL, new byte[1]));
    badBody("version 2", TokenForge.referenceBody(0x24, V4, 12_345, NOON));
    badBody("IPv6 header on IPv4", TokenForge.referenceBody(0x16, V4, 12_345, NOON));
    badBody("IPv4 header on IPv6", TokenForge.referenceBody(0x14, V6, 12_345, NOON));
    badBody("a byte short", Arrays.copyOf(body, body.length - 1));
    byte[] mapped = join(new byte[] {0x16}, new byte[10], new byte[] {-1, -1});
    badBody("IPv4 address in 16 bytes", join(mapped, Arrays.copyOfRange(body, 1, body.length)));
  }

  private void reference(String name, String keyId, IpAddress address, long revision, Instant at) {
    byte[] body = TokenForge.referenceBody(address.isV4() ? 0x14 : 0x16, address, revision, at);
    Map<String, String> vector =
        reference(name, TokenForge.reference(keyId, REFERENCE, PORTAL, body), VALID);
    vector.put("keyId", keyId);
    vector.put("address", address.toString());
    vector.put("revision", Long.toString(revision));
    vector.put("at", at.toString());
  }

  private void badReference(String name, String reference) {
    reference(name, reference, INVALID);
  }

  private void badBody(String name, byte[] body) {
    badReference(name, TokenForge.reference("k2", REFERENCE, PORTAL, body));
  }

  private Map<String, String> reference(String name, String reference, String result) {
    Map<String, String> vector = vector("reference", name);
    vector.put("kind", "reference");
    vector.put("audience", PORTAL);
    vector.put("reference", reference);
    vector.put("result", result);
    return vector;
  }

  private void codes() {
    RequestId request = new RequestId(0x0123456789abcdefL, 0xfedcba9876543210L);
    String code = forgeCode("k2", request);
    code("as shown", "k2", request, code, VALID);
    code("without its dash", "k2", request, code.replace("-", ""), VALID);
    code("with blanks", "k2", request, " " + code.replace("-", " ") + " ", VALID);
    code("of a key that now only verifies", "k1", request, forgeCode("k1", request), VALID);
    code("of request 0", "k2", new RequestId(0, 0), forgeCode("k2", new RequestId(0, 0)), VALID);
    code("of another request", "k2", new RequestId(0, 0), code, INVALID);
    code("of another key", "k1", request, code, INVALID);
    code("of a disabled key", "k3", request, forgeCode("k3", request), INVALID);
    code("of an unknown key", "k9", request, forgeCode("k9", request), INVALID);
    code("a digit short", "k2", request, code.substring(1), INVALID);
    code("a digit more", "k2", request, code + "0", INVALID);
    code("empty", "k2", request, "", INVALID);
    char wide = (char) (code.charAt(0) - '0' + '\uff10');
    code("full-width digit", "k2", request, wide + code.substring(1), INVALID);
  }

  private static String forgeCode(String keyId, RequestId request) {
    byte[] input = join(Fingerprints.sha256(PORTAL), request.toBytes());
    byte[] mac = TokenForge.mac(TokenForge.derived(keyId, CODE), input);
    BigInteger number = new BigInteger(1, Arrays.copyOf(mac, 8));
    String digits = "00000" + number.mod(BigInteger.valueOf(1_000_000));
    String six = digits.substring(digits.length() - 6);
    return six.substring(0, 3) + "-" + six.substring(3);
  }

  private void code(String name, String keyId, RequestId request, String typed, String result) {
    Map<String, String> vector = vector("code", name);
    vector.put("kind", "code");
    vector.put("audience", PORTAL);
    vector.put("keyId", keyId);
    vector.put("requestId", request.toString());
    vector.put("typed", typed);
    vector.put("result", result);
  }

  private Map<String, String> vector(String kind, String name) {
    Map<String, String> vector = new LinkedHashMap<>();
    vector.put("name", kind + ": " + name);
    vectors.add(vector);
    return vector;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
