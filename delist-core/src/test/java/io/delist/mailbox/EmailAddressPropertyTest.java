package io.delist.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class EmailAddressPropertyTest {

  private static final String SEED = "20261123";
  private static final String DOT_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}";
  private static final String HOST = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{1,63}";

  @Property(tries = 20_000, seed = SEED)
  void anyTextIsRefusedOrComesOutHarmless(@ForAll("nearMisses") String text) {
    Optional<EmailAddress> email = tryParse(text);
    Statistics.label("accepted")
        .collect(email.isPresent())
        .coverage(coverage -> coverage.check(true).percentage(accepted -> accepted > 5));
    email.ifPresent(EmailAddressPropertyTest::assertHarmless);
  }

  @Property(seed = SEED)
  void wildTextIsRefusedOrComesOutHarmless(@ForAll String text) {
    tryParse(text).ifPresent(EmailAddressPropertyTest::assertHarmless);
    tryParse("a@" + text).ifPresent(EmailAddressPropertyTest::assertHarmless);
    tryParse("a@" + text + ".example").ifPresent(EmailAddressPropertyTest::assertHarmless);
  }

  private static Optional<EmailAddress> tryParse(String text) {
    try {
      return Optional.of(EmailAddress.parse(text));
    } catch (EmailSyntaxException e) {
      assertThat(e.getMessage()).matches("[\\x20-\\x7e]{1,250}");
      return Optional.empty();
    }
  }

  private static void assertHarmless(EmailAddress email) {
    assertThat(email.toString()).matches(DOT_ATOM + "@" + HOST).hasSizeLessThanOrEqualTo(254);
    EmailAddress again = EmailAddress.parse(email.toString());
    assertThat(again).isEqualTo(email).hasToString(email.toString());
    assertThat(EmailAddress.parse(email.canonical()).canonical()).isEqualTo(email.canonical());
  }

  @Property(seed = SEED)
  void everyDotAtomAtAHostNameIsAccepted(
      @ForAll("dotAtoms") String localPart, @ForAll("hosts") String host) {
    EmailAddress email = EmailAddress.parse(localPart + "@" + host);
    assertThat(email.localPart()).isEqualTo(localPart);
    assertThat(email.domain()).isEqualTo(host);
  }

  @Property(seed = SEED)
  void aCharacterWhoseLowByteBreaksLinesIsRefusedWhereverItStands(
      @ForAll("dotAtoms") String localPart,
      @ForAll("hosts") String host,
      @ForAll("lineBreakers") char breaker,
      @ForAll("places") double place) {
    String address = localPart + "@" + host;
    int at = (int) (place * address.length());
    String broken = address.substring(0, at) + breaker + address.substring(at);
    assertThatThrownBy(() -> EmailAddress.parse(broken)).isInstanceOf(EmailSyntaxException.class);
  }

  @Provide
  Arbitrary<String> nearMisses() {
    Arbitrary<String> pieces =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.of("a", "Z", "9", "x-y", "mail", "example")),
            Tuple.of(1, Arbitraries.of(".")),
            Tuple.of(1, Arbitraries.of("ü", "한", "例", "。", "．", "ß", "e\u0301")),
            Tuple.of(
                1, Arbitraries.of("-", "_", "@", " ", "\r\n", "\u760a", "<", "\"", "[", "\ud800")));
    Arbitrary<String> label = pieces.list().ofMinSize(1).ofMaxSize(2).map(p -> String.join("", p));
    Arbitrary<String> side = label.list().ofMinSize(1).ofMaxSize(3).map(p -> String.join(".", p));
    return Combinators.combine(side, side).as((local, domain) -> local + "@" + domain);
  }

  @Provide
  Arbitrary<String> dotAtoms() {
    Arbitrary<String> atom =
        Arbitraries.strings()
            .alpha()
            .numeric()
            .withChars("!#$%&'*+-/=?^_`{|}~")
            .ofMinLength(1)
            .ofMaxLength(20);
    return atom.list().ofMinSize(1).ofMaxSize(3).map(atoms -> String.join(".", atoms));
  }

  @Provide
  Arbitrary<String> hosts() {
    Arbitrary<String> label =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .ofMinLength(1)
            .ofMaxLength(20)
            .map(text -> text + "-7" + text);
    return label.list().ofMinSize(1).ofMaxSize(3).map(labels -> String.join(".", labels) + ".org");
  }

  @Provide
  Arbitrary<Character> lineBreakers() {
    return Combinators.combine(Arbitraries.integers().between(0, 255), Arbitraries.of(0, 10, 13))
        .as((high, low) -> (char) (high << 8 | low));
  }

  @Provide
  Arbitrary<Double> places() {
    return Arbitraries.doubles().between(0, 1);
  }
}
