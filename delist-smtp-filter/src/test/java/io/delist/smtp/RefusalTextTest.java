package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.token.KeyRing;
import io.delist.token.Reference;
import io.delist.token.ReferenceSigner;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The refusal, byte for byte. */
class RefusalTextTest {

  private final SampleList list =
      new SampleList().list("203.0.113.9", 606).list("2001:db8::/32", 649);

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 606, 203.0.113.9",
    "::ffff:203.0.113.9, 606, 203.0.113.9",
    "2001:db8:0:0:0:0:0:25, 649, 2001:db8::25",
    "2001:0DB8:1111:2222:3333:4444:5555:6666, 649, 2001:db8:1111:2222:3333:4444:5555:6666",
  })
  void withThePlainUrl(String client, int reason, String shown) {
    String line = refuse(list.gate().build(), client).line();
    assertThat(line)
        .isEqualTo(
            "550 5.7."
                + reason
                + " Access denied, banned sending IP ["
                + shown
                + "]; To request removal from this list please visit https://delist.example/ and"
                + " follow the directions.");
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.9, 606", "2001:db8::25, 649"})
  void withAReferenceThatThePortalCanRead(String client, int reason) {
    ReferenceSigner signer = SampleList.signer();
    String line = refuse(list.gate().references(signer).build(), client).line();

    String before =
        "550 5.7."
            + reason
            + " Access denied, banned sending IP ["
            + client
            + "]; To request removal from this list please visit https://delist.example/r/";
    String after = " and follow the directions.";
    assertThat(line).startsWith(before).endsWith(after);
    String shown = line.substring(before.length(), line.length() - after.length());
    Reference reference = signer.verify(shown).orElseThrow();
    assertThat(reference.address()).isEqualTo(IpAddress.parse(client));
    assertThat(reference.revision()).isEqualTo(2);
    assertThat(reference.at()).isEqualTo(SampleList.NOW);
    assertThat(line.getBytes(StandardCharsets.US_ASCII)).hasSizeLessThan(260);
  }

  @Test
  void anIpv4RefusalStaysBelow200OctetsWithoutAReference() {
    assertThat(refuse(list.gate().build(), "203.0.113.9").line()).hasSizeLessThan(200);
  }

  @Test
  void theLongestReferenceIsTheOneThatTemplatesAreCheckedWith() {
    byte[] secret = new byte[32];
    new Random(20_261_123).nextBytes(secret);
    ReferenceSigner signer = new ReferenceSigner(KeyRing.of("zzzz", secret), "portal");
    String reference = signer.sign(ReplyTemplate.LONGEST_ADDRESS, (1L << 48) - 1, SampleList.NOW);
    assertThat(reference).hasSameSizeAs(ReplyTemplate.LONGEST_REFERENCE);
    assertThat(ReplyTemplate.LONGEST_ADDRESS.toString()).hasSize(39);
  }

  private static SmtpReply refuse(SmtpGate gate, String client) {
    SmtpDecision decision = gate.decide(SessionFacts.of(IpAddress.parse(client)));
    return ((SmtpDecision.Reject) decision).reply();
  }
}
