package io.delist.token;

import static io.delist.token.TokenForge.CODE;
import static io.delist.token.TokenForge.CONFIRM;
import static io.delist.token.TokenForge.REFERENCE;
import static io.delist.token.TokenForge.field;
import static io.delist.token.TokenForge.join;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what {@code token-vectors.json} holds for confirmation tokens. */
final class TokenVectors {

  static final String PORTAL = "delist.example";
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static final Instant END = NOON.plusSeconds(3600);
  private static final String V4 = "203.0.113.9";
  private static final String EMAIL = "Sender@Example.org";
  private static final RequestId REQUEST = new RequestId(0x0123456789abcdefL, 0xfedcba9876543210L);

  private final List<Map<String, String>> vectors = new ArrayList<>();
  private final ConfirmationClaims claims = claims(REQUEST, V4, EMAIL, NOON, END);
  private final String good = sign("k2", claims);
  private final byte[][] fields = TokenForge.fields(PORTAL, claims);

  static List<Map<String, String>> all() {
    TokenVectors made = new TokenVectors();
    made.valid();
    made.badText();
    made.badSignature();
    made.badPayload();
    made.badTime();
    return made.vectors;
  }

  private static ConfirmationClaims claims(
      RequestId request, String address, String email, Instant issuedAt, Instant expiresAt) {
    return new ConfirmationClaims(
        request,
        IpAddress.parse(address),
        EmailFingerprint.of(EmailAddress.parse(email)),
        issuedAt,
        expiresAt);
  }

  private static String sign(String keyId, ConfirmationClaims claims) {
    return TokenForge.token(keyId, TokenForge.fields(PORTAL, claims));
  }

  private void valid() {
    valid("IPv4", "k2", REQUEST, V4, EMAIL, NOON, END, NOON);
    valid("IPv6", "k2", REQUEST, "2001:db8::25", EMAIL, NOON, END, NOON);
    valid("signed with a key that now only verifies", "k1", REQUEST, V4, EMAIL, NOON, END, NOON);
    valid("email in A-labels", "k2", REQUEST, V4, "a@b\u00fccher.example", NOON, END, NOON);
    valid("email with a tag", "k2", REQUEST, V4, "a+tag@example.org", NOON, END, NOON);
    valid("request id of zeros", "k2", new RequestId(0, 0), V4, EMAIL, NOON, END, NOON);
    valid("request id of ones", "k2", new RequestId(-1, -1), V4, EMAIL, NOON, END, NOON);
    valid("a minute before its start", "k2", REQUEST, V4, EMAIL, NOON, END, NOON.minusSeconds(60));
    valid("its last second", "k2", REQUEST, V4, EMAIL, NOON, END, END.minusSeconds(1));
    Instant last = Instant.parse("9999-12-31T23:59:59Z");
    valid("the longest life", "k2", REQUEST, V4, EMAIL, Instant.EPOCH, last, NOON);
  }

  private void valid(
      String name,
      String keyId,
      RequestId request,
      String address,
      String email,
      Instant issuedAt,
      Instant expiresAt,
      Instant now) {
    String token = sign(keyId, claims(request, address, email, issuedAt, expiresAt));
    Map<String, String> vector = vector(name, token, now, "valid");
    vector.put("keyId", keyId);
    vector.put("requestId", request.toString());
    vector.put("address", address);
    vector.put("email", EmailAddress.parse(email).canonical());
    vector.put("issuedAt", issuedAt.toString());
    vector.put("expiresAt", expiresAt.toString());
  }

  private Map<String, String> vector(String name, String token, Instant now, String result) {
    Map<String, String> vector = new LinkedHashMap<>();
    vector.put("name", "token: " + name);
    vector.put("kind", "token");
    vector.put("audience", PORTAL);
    vector.put("now", now.toString());
    vector.put("token", token);
    vector.put("result", result);
    vectors.add(vector);
    return vector;
  }

  private void bad(String name, Rejected.Reason reason, String token) {
    vector(name, token, NOON, reason.name());
  }

  private void badText() {
    String[] parts = good.split("\\.", -1);
    bad("empty", Rejected.Reason.LENGTH, "");
    bad("257 characters", Rejected.Reason.LENGTH, good + "A".repeat(257 - good.length()));
    bad("256 characters", Rejected.Reason.MAC, good + "A".repeat(256 - good.length()));
    bad("blank at its end", Rejected.Reason.CHARACTERS, good + " ");
    bad("line break at its end", Rejected.Reason.CHARACTERS, good + "\n");
    bad("padding", Rejected.Reason.CHARACTERS, good + "=");
    bad("base64 instead of base64url", Rejected.Reason.CHARACTERS, good + "+/");
    bad("full-width letter", Rejected.Reason.CHARACTERS, "\uff44" + good.substring(1));
    bad("percent-encoded dot", Rejected.Reason.CHARACTERS, good.replace(".k2", "%2Ek2"));
    bad("three parts", Rejected.Reason.PARTS, String.join(".", parts[0], parts[1], parts[2]));
    bad("five parts", Rejected.Reason.PARTS, good + ".AA");
    bad("dot at its end", Rejected.Reason.PARTS, good + ".");
    bad("no key id", Rejected.Reason.PARTS, good.replace(".k2.", ".."));
    bad("no payload", Rejected.Reason.PARTS, "d1.k2.." + parts[3]);
    bad("no MAC", Rejected.Reason.PARTS, "d1.k2." + parts[2] + ".");
    bad("stray bits after the MAC", Rejected.Reason.NOT_CANONICAL, nextSpelling(good));
    String payload = nextSpelling(parts[2]);
    bad("stray bits after the payload", Rejected.Reason.NOT_CANONICAL, replacePayload(payload));
    bad("6 bits too many", Rejected.Reason.NOT_CANONICAL, replacePayload(parts[2] + "AAA"));
  }

  private String replacePayload(String payload) {
    return "d1.k2." + payload + good.substring(good.lastIndexOf('.'));
  }

  /** The text whose last character differs in its last bit, which no byte uses. */
  private static String nextSpelling(String text) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = text.length() - 1;
    return text.substring(0, last) + alphabet.charAt(alphabet.indexOf(text.charAt(last)) + 1);
  }

  private void badSignature() {
    byte[] payload = join(fields);
    byte[] mac = Base64Url.decode(good.substring(good.lastIndexOf('.') + 1)).orElseThrow();
    String signed = good.substring(0, good.lastIndexOf('.') + 1);
    bad("version 2", Rejected.Reason.VERSION, TokenForge.token("d2", "k2", CONFIRM, payload));
    bad("version D1", Rejected.Reason.VERSION, TokenForge.token("D1", "k2", CONFIRM, payload));
    bad("unknown key", Rejected.Reason.UNKNOWN_KEY, sign("k9", claims));
    bad("disabled key", Rejected.Reason.UNKNOWN_KEY, sign("k3", claims));
    bad("destroyed key", Rejected.Reason.UNKNOWN_KEY, sign("k0", claims));
    bad("key id in capitals", Rejected.Reason.UNKNOWN_KEY, good.replace(".k2.", ".K2."));
    bad("another key's id", Rejected.Reason.MAC, good.replace(".k2.", ".k1."));
    bad("first bit of the MAC", Rejected.Reason.MAC, signed + flipped(mac, 0));
    bad("last bit of the MAC", Rejected.Reason.MAC, signed + flipped(mac, 255));
    bad("half a MAC", Rejected.Reason.MAC, signed + Base64Url.encode(Arrays.copyOf(mac, 16)));
    bad(
        "a byte after the MAC",
        Rejected.Reason.MAC,
        signed + Base64Url.encode(join(mac, new byte[1])));
    bad("MAC of zeros", Rejected.Reason.MAC, signed + Base64Url.encode(new byte[32]));
    String otherAddress = flipped(payload, (3 + 34 + 18 + 2 + 4) * 8 - 1);
    bad("address changed", Rejected.Reason.MAC, replacePayload(otherAddress));
    bad(
        "key for references",
        Rejected.Reason.MAC,
        TokenForge.token("d1", "k2", REFERENCE, payload));
    bad("key for codes", Rejected.Reason.MAC, TokenForge.token("d1", "k2", CODE, payload));
    byte[] underived =
        TokenForge.mac(
            TestKeys.secret("k2"), TokenForge.ascii(signed.substring(0, signed.length() - 1)));
    bad("key not derived", Rejected.Reason.MAC, signed + Base64Url.encode(underived));
  }

  private static String flipped(byte[] bytes, int bit) {
    return Base64Url.encode(TokenForge.flip(bytes, bit));
  }

  private void badPayload() {
    byte[][] swapped = fields.clone();
    swapped[2] = fields[4];
    swapped[4] = fields[2];
    malformed("fields in another order", join(swapped));
    malformed("last field missing", join(Arrays.copyOf(fields, 6)));
    malformed("a byte after the last field", join(join(fields), new byte[1]));
    malformed("last field twice", join(join(fields), fields[6]));
    malformed("last field longer than the payload", Arrays.copyOf(join(fields), 114));
    malformed("nothing but a type", new byte[] {1});
    malformed("a zero byte", new byte[1]);
    malformed("purpose of no bytes", altered(0, field(1, new byte[0])));
    malformed("audience not hashed", altered(1, field(2, TokenForge.ascii(PORTAL))));
    malformed("request id of 15 bytes", altered(2, field(3, new byte[15])));
    malformed("address of 5 bytes", altered(3, field(4, new byte[5])));
    byte[] mapped = join(new byte[10], new byte[] {-1, -1, (byte) 203, 0, 113, 9});
    malformed("IPv4 address in 16 bytes", altered(3, field(4, mapped)));
    malformed("email not hashed", altered(4, field(5, TokenForge.ascii(EMAIL))));
    malformed("time of 4 bytes", altered(5, field(6, new byte[4])));
    malformed("ends as it starts", altered(6, field(7, NOON.getEpochSecond())));
    malformed("starts before 1970", altered(5, field(6, -1)));
    malformed("ends after 9999", altered(6, field(7, 253_402_300_800L)));
    malformed("ends beyond all calendars", altered(6, field(7, Long.MAX_VALUE)));
    malformed("starts beyond all calendars", altered(5, field(6, Long.MIN_VALUE)));
    bad(
        "purpose of a reference",
        Rejected.Reason.PURPOSE,
        alteredToken(0, field(1, new byte[] {2})));
    bad("purpose 0", Rejected.Reason.PURPOSE, alteredToken(0, field(1, new byte[] {0})));
    byte[] other = Fingerprints.sha256("other.example");
    bad("another portal", Rejected.Reason.AUDIENCE, alteredToken(1, field(2, other)));
  }

  private void malformed(String name, byte[] payload) {
    bad(name, Rejected.Reason.MALFORMED, TokenForge.token("d1", "k2", CONFIRM, payload));
  }

  private byte[] altered(int index, byte[] field) {
    byte[][] copy = fields.clone();
    copy[index] = field;
    return join(copy);
  }

  private String alteredToken(int index, byte[] field) {
    return TokenForge.token("d1", "k2", CONFIRM, altered(index, field));
  }

  private void badTime() {
    vector("61 seconds early", good, NOON.minusSeconds(61), Rejected.Reason.NOT_YET_VALID.name());
    vector("at its end", good, END, Rejected.Reason.EXPIRED.name());
    vector("a year late", good, END.plusSeconds(31_536_000), Rejected.Reason.EXPIRED.name());
  }
}
