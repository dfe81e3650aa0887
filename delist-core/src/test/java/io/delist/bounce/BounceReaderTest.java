package io.delist.bounce;

import static io.delist.bounce.BounceSamples.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BounceReaderTest {

  private final BounceReader reader = new BounceReader();
  private final BounceReader verifying = new BounceReader(BounceSamples.signer("delist.example"));

  @Test
  void theWordsOfTheRefusalAreTheEvidence() {
    assertThat(reader.readText("Help!\n\n  550 5.7.606\tbanned sending IP [203.0.113.9]\u0007\n"))
        .containsExactly(
            new BounceCandidate(
                IpAddress.parse("203.0.113.9"),
                null,
                ReasonCode.BANNED,
                null,
                "550 5.7.606 banned sending IP [203.0.113.9]"));
  }

  @Test
  void evidenceOfALongLineIsThePieceAroundTheAddress() {
    String line = "가".repeat(5000) + " banned sending IP [203.0.113.9] " + "나".repeat(5000);
    String evidence = reader.readText(line).get(0).evidence();
    assertThat(evidence).contains("banned sending IP [203.0.113.9] 나").hasSizeLessThan(201);
  }

  @Test
  void theAddressBehindBannedSendingIpComesBeforeAnyOther() {
    assertThat(addresses("550 5.7.606 <h[192.0.2.1]>: x [192.0.2.2] banned sending IP [192.0.2.3]"))
        .containsExactly("192.0.2.3", "192.0.2.1", "192.0.2.2");
  }

  @Test
  void placesRankByHowSureTheyAre() {
    assertThat(
            addresses(
                "bare 192.0.2.1, in brackets [192.0.2.2], 550 5.7.606 no, [192.0.2.3]."
                    + " 550 5.7.606 banned sending IP 192.0.2.4."))
        .containsExactly("192.0.2.4", "192.0.2.3", "192.0.2.2", "192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "192.168.1.1", "fe80::1", "::1", "224.0.0.1"})
  void specialPurposeAddressesComeLast(String special) {
    assertThat(addresses("550 5.7.606 banned sending IP [" + special + "], bare 203.0.113.9"))
        .containsExactly("203.0.113.9", special);
  }

  @Test
  void thereAreNeverMoreThanFive() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      text.append("banned sending IP [203.0.113.").append(i).append("] ");
    }
    assertThat(addresses(text.toString()))
        .containsExactly("203.0.113.0", "203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5.7.606 [192.0.2.1]|606",
        "5.7.649 [192.0.2.1]|649",
        "[192.0.2.1] 5.7.607|607",
        "#5.7.610 [192.0.2.1]|610",
        "5.7.605 [192.0.2.1]|-",
        "5.7.650 [192.0.2.1]|-",
        "5.7.6061 [192.0.2.1]|-",
        "15.7.606 [192.0.2.1]|-",
        "5.7.606.1 [192.0.2.1]|-",
        "5.7.606-649 [192.0.2.1]|-",
        "5.7.606 - 5.7.649 [192.0.2.1]|-",
        "5.7.606\u2013649 [192.0.2.1]|-",
        "5.7.606 - 649x [192.0.2.1]|-",
        "5.7.606-Access denied [192.0.2.1]|606",
        "no code [192.0.2.1]|-"
      })
  void codesAreThoseOfTheRangeAndOnlyWhole(String text, String code) {
    ReasonCode found = reader.readText(text).get(0).code();
    assertThat(found == null ? "-" : found.toString()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[IPv6:2001:db8::1]|2001:db8::1",
        "[2001:DB8:0::1]|2001:db8::1",
        "[::ffff:192.0.2.1]|192.0.2.1",
        "[ 192.0.2.1 ]|192.0.2.1",
        "[192.0.2.1 (cut off|192.0.2.1",
        "addr6:2001:db8::1|2001:db8::1",
        "IP address: 192.0.2.1, and so on|192.0.2.1",
        "at 192.0.2.1:25.|192.0.2.1",
        "addr:192.0.2.1|192.0.2.1",
        "http://192.0.2.1/|192.0.2.1",
        "(2001:db8::1)|2001:db8::1",
        "2001:db8::에서|2001:db8::",
        "banned sending IP address IPv6:2001:db8::1.|2001:db8::1"
      })
  void addressesComeInManyForms(String text, String address) {
    assertThat(addresses(text)).containsExactly(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no address",
        "[]",
        "[192.0.2.256]",
        "[192.0.02.1]",
        "192.0.2.0/24",
        "1.2.3.4.5",
        "mail-192.0.2.1.example.org",
        "12:30:45",
        "std::string",
        ":: ::",
        "[fe80::1%1]",
        "host mx.example.org[192.0.2.1] said: no",
        "Remote Server at x (192.0.2.1) returned '550'",
      })
  void whatIsNoAddressOrOnlyTheRefusingServersGivesNothing(String text) {
    assertThat(addresses(text)).isEmpty();
  }

  @Test
  void aLineBreakInABareAddressDoesNotMakeAnotherAddressOfIt() {
    assertThat(addresses("it is 192.0.2.1\n9, said they")).isEmpty();
    assertThat(addresses("it is 1\n92.0.2.19, said they")).isEmpty();
    assertThat(addresses("192.0.2.1\n192.0.2.19\n")).containsExactly("192.0.2.1", "192.0.2.19");
  }

  @Test
  void aVerifiedReferenceWinsOverEveryOtherAddress() {
    List<BounceCandidate> found =
        verifying.readText(
            "banned sending IP [198.51.100.1] [203.0.113.9] https://delist.example/r/" + REFERENCE);
    assertThat(found).hasSize(2);
    assertThat(found.get(0).address()).hasToString("203.0.113.9");
    assertThat(found.get(0).reference()).isEqualTo(REFERENCE);
    assertThat(found.get(1).reference()).isNull();
  }

  @Test
  void aVerifiedReferenceAloneNamesItsAddress() {
    String url = "https://delist.example/r/" + REFERENCE;
    assertThat(verifying.readText("5.7.611\n" + url).get(0))
        .hasToString(
            "BounceCandidate[address=203.0.113.9, email=null, code=611, reference="
                + REFERENCE
                + ", evidence="
                + url
                + "]");
    assertThat(reader.readText(url)).isEmpty();
  }

  @Test
  void aReferenceThatDoesNotVerifyIsDropped() {
    char last = REFERENCE.charAt(30) == 'A' ? 'B' : 'A';
    String altered = REFERENCE.substring(0, 30) + last + REFERENCE.substring(31);
    String text = "banned sending IP [203.0.113.9] visit https://delist.example/r/" + altered;
    assertThat(verifying.readText(text)).singleElement().matches(c -> c.reference() == null);
    assertThat(reader.readText(text)).singleElement().matches(c -> altered.equals(c.reference()));
  }

  @Test
  void aReferenceOfTheNextRefusalIsNotThisOnes() {
    List<BounceCandidate> found =
        reader.readText(
            "550 5.7.606 banned sending IP [192.0.2.1] no URL\n\n"
                + "550 5.7.607 banned sending IP [192.0.2.2] visit https://d.example/r/"
                + REFERENCE);
    assertThat(found).extracting(BounceCandidate::reference).containsExactly(null, REFERENCE);
    assertThat(found).extracting(c -> String.valueOf(c.code())).containsExactly("606", "607");
  }

  private List<String> addresses(String text) {
    return reader.readText(text).stream().map(c -> String.valueOf(c.address())).toList();
  }
}
