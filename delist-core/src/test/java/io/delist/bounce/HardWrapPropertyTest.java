package io.delist.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.token.ReferenceSigner;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A refusal that was broken over lines reads as if it were whole, wherever it was broken. */
class HardWrapPropertyTest {

  private static final ReferenceSigner SIGNER = BounceSamples.signer("delist.example");

  private final BounceReader plain = new BounceReader();
  private final BounceReader verifying = new BounceReader(SIGNER);

  @Property
  void brokenAtAnyColumn(
      @ForAll("refusals") Refusal refusal,
      @ForAll @IntRange(min = 1, max = 250) int column,
      @ForAll("marks") String mark,
      @ForAll("lineEnds") String lineEnd) {
    String wrapped = wrap(refusal.text(), column, mark, lineEnd);
    check(plain, refusal, wrapped);
    check(verifying, refusal, wrapped);
  }

  /** One break, at each place in turn: in the address, in the code, in the reference. */
  @Property(tries = 20)
  void brokenOnceAtAnyPlace(@ForAll("refusals") Refusal refusal, @ForAll("marks") String mark) {
    String text = refusal.text();
    for (int at = 1; at < text.length(); at++) {
      String wrapped = mark + text.substring(0, at) + "\n" + mark + text.substring(at);
      check(plain, refusal, wrapped);
      check(verifying, refusal, wrapped);
    }
  }

  private static void check(BounceReader reader, Refusal refusal, String wrapped) {
    BounceCandidate best = reader.readText(wrapped).get(0);
    assertThat(best.address()).isEqualTo(refusal.address());
    assertThat(String.valueOf(best.code())).isEqualTo(String.valueOf(refusal.code()));
    assertThat(best.reference()).isEqualTo(refusal.reference());
  }

  private static String wrap(String text, int column, String mark, String lineEnd) {
    StringBuilder wrapped = new StringBuilder();
    for (int from = 0; from < text.length(); from += column) {
      wrapped.append(mark).append(text, from, Math.min(text.length(), from + column));
      wrapped.append(lineEnd);
    }
    return wrapped.toString();
  }

  record Refusal(IpAddress address, int code, String reference, String prefix) {

    String text() {
      return "550 5.7."
          + code
          + " "
          + prefix
          + "Access denied, banned sending IP ["
          + address
          + "]; To request removal from this list please visit https://delist.example/r/"
          + reference
          + " and follow the directions.";
    }
  }

  @Provide
  Arbitrary<Refusal> refusals() {
    Arbitrary<IpAddress> v4 = Arbitraries.integers().map(bits -> IpAddress.ofV4(bits));
    Arbitrary<IpAddress> v6 =
        Arbitraries.longs().map(low -> IpAddress.ofV6(0x2001_0db8_0000_0000L, low));
    return Arbitraries.oneOf(v4, v6)
        .flatMap(
            address ->
                Arbitraries.integers()
                    .between(606, 649)
                    .flatMap(code -> prefixes(address).map(prefix -> of(address, code, prefix))));
  }

  private static Arbitrary<String> prefixes(IpAddress address) {
    return Arbitraries.of(
        "",
        "<mail.example.com[" + address + "]>: Client host rejected: ",
        "<user@example.org>: Recipient address rejected: ");
  }

  private static Refusal of(IpAddress address, int code, String prefix) {
    String reference = SIGNER.sign(address, code, Instant.ofEpochSecond(1_763_899_207L));
    return new Refusal(address, code, reference, prefix);
  }

  @Provide
  Arbitrary<String> marks() {
    return Arbitraries.of("", "> ", "> > ", ">", "    ", ">>    ");
  }

  @Provide
  Arbitrary<String> lineEnds() {
    return Arbitraries.of("\n", "\r\n", "=\r\n", "\u2028");
  }
}
