package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {

  @Test
  void everyKindOfValueIsRead() throws BadLineException {
    assertThat(
            FlatJson.parse(
                " { \"s\" : \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\", \"n\":-0.5e+3 ,"
                    + "\"t\":true,\"f\":false,\"z\":null,\"\":0} "))
        .containsExactly(
            entry("s", "a\"\\/\b\f\n\r\t\u00e9\ud83d\ude00"),
            entry("n", "-0.5e+3"),
            entry("t", "true"),
            entry("f", "false"),
            entry("", "0"));
    assertThat(FlatJson.parse("{}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":nul}",
        "{\"a\":True}",
        "{\"a\":{}}",
        "{\"a\":[1]}",
        "{\"a\":1}{",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":null,\"a\":2}",
        "{\"a\":\"b}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\ude00\\ud83d\"}",
        "{\"a\":\u0000}",
        "{\"a\":1\u0000}",
        "{\"a\":\"\\u\uff11\uff11\uff11\uff11\"}",
        "\u0000"
      })
  void whatIsNotStrictIsRefused(String text) {
    assertThatThrownBy(() -> FlatJson.parse(text))
        .isInstanceOf(BadLineException.class)
        .hasMessageStartingWith("is not one flat JSON object: it ");
  }

  @Test
  void theMessageSaysWhere() {
    assertThatThrownBy(() -> FlatJson.parse("{\"a\":1;"))
        .hasMessage("is not one flat JSON object: it has no , (character 7)");
  }

  @Property
  void noTextMakesItThrowAnythingElse(
      @ForAll @Chars({'{', '}', '"', '\\', 'u', 'd', '8', ',', ':', '1', '.', 'e', '-', ' ', 0})
          String text) {
    for (String json : new String[] {text, "{" + text, "{\"a\":" + text, "{\"" + text + "\":1}"}) {
      try {
        Map<String, String> fields = FlatJson.parse(json);
        assertThat(fields.size()).isLessThanOrEqualTo(json.length());
      } catch (BadLineException e) {
        assertThat(e.why()).isNotEmpty();
      }
    }
  }
}
