package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationCodesTest {

  private static final String PORTAL = "delist.example";
  private static final RequestId REQUEST = new RequestId(1, 2);

  private final ConfirmationCodes codes = new ConfirmationCodes(TestKeys.ring(), PORTAL);
  private final String code = codes.codeFor(REQUEST, "k2");

  @Test
  void theCodeIsSixDigitsWithADashAndAlwaysTheSame() {
    assertThat(code).matches("[0-9]{3}-[0-9]{3}").isEqualTo(codes.codeFor(REQUEST, "k2"));
    assertThat(codes.matches(REQUEST, "k2", code)).isTrue();
  }

  @Test
  void blanksAndDashesDoNotCount() {
    String digits = code.replace("-", "");
    assertThat(codes.matches(REQUEST, "k2", digits)).isTrue();
    assertThat(codes.matches(REQUEST, "k2", "  " + code.replace("-", " - ") + " ")).isTrue();
    assertThat(codes.matches(REQUEST, "k2", String.join(" ", digits.split("")))).isTrue();
    assertThat(codes.matches(REQUEST, "k2", digits + " ".repeat(26))).isTrue();
    assertThat(codes.matches(REQUEST, "k2", digits + " ".repeat(27))).as("33 characters").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "12345", "1234567", "abcdef", "１２３４５６", "+12345", "123\n456"})
  void anythingElseIsNotACode(String typed) {
    assertThat(codes.matches(REQUEST, "k2", typed)).isFalse();
  }

  @Test
  void fullWidthDigitsOfTheRightCodeAreNotTheCode() {
    String wide =
        code.replace("-", "")
            .chars()
            .collect(
                StringBuilder::new,
                (text, c) -> text.append((char) (c - '0' + '０')),
                StringBuilder::append)
            .toString();
    assertThat(wide).hasSize(6);
    assertThat(codes.matches(REQUEST, "k2", wide)).isFalse();
  }

  @Test
  void everyOtherDigitInAnyPlaceIsWrong() {
    String digits = code.replace("-", "");
    for (int at = 0; at < 6; at++) {
      for (char other = '0'; other <= '9'; other++) {
        String typed = digits.substring(0, at) + other + digits.substring(at + 1);
        assertThat(codes.matches(REQUEST, "k2", typed)).isEqualTo(typed.equals(digits));
      }
    }
  }

  @Test
  void theCodeOfAnotherRequestPortalOrKeyIsWrong() {
    assertThat(codes.codeFor(new RequestId(1, 3), "k2")).isNotEqualTo(code);
    assertThat(codes.codeFor(new RequestId(0, 2), "k2")).isNotEqualTo(code);
    assertThat(codes.codeFor(REQUEST, "k1")).isNotEqualTo(code);
    assertThat(codes.matches(REQUEST, "k1", code)).isFalse();
    ConfirmationCodes other = new ConfirmationCodes(TestKeys.ring(), "other.example");
    assertThat(other.codeFor(REQUEST, "k2")).isNotEqualTo(code);
  }

  @Test
  void aCodeOutlivesTheRotationOfItsKeyUntilTheKeyIsSwitchedOff() {
    String old = new ConfirmationCodes(TestKeys.only("k1"), PORTAL).codeFor(REQUEST, "k1");
    assertThat(codes.matches(REQUEST, "k1", old)).isTrue();
    for (String keyId : new String[] {"k3", "k0", "k9", ""}) {
      assertThat(codes.matches(REQUEST, keyId, "000000")).isFalse();
      assertThatThrownBy(() -> codes.codeFor(REQUEST, keyId))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no usable key")
          .hasMessageContaining("verify-only until");
    }
  }

  @Test
  void everyCodeIsTakenBack() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      RequestId request = RequestId.random(random);
      assertThat(codes.matches(request, "k2", codes.codeFor(request, "k2"))).isTrue();
    }
  }

  @Test
  void codesUseTheWholeRange() {
    Random random = new Random(1);
    Set<Character> firstDigits = new HashSet<>();
    Set<String> different = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String one = codes.codeFor(RequestId.random(random), "k2");
      firstDigits.add(one.charAt(0));
      different.add(one);
    }
    assertThat(firstDigits).hasSize(10);
    assertThat(different).hasSizeGreaterThan(990);
  }
}
