package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.LinkedText.Piece;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedTextTest {

  private static List<String> linksIn(String text) {
    return LinkedText.of(text).stream().filter(Piece::link).map(Piece::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "please visit http://127.0.0.1:8080/r/k1.A_-z and follow | http://127.0.0.1:8080/r/k1.A_-z",
        "see https://delist.example/. | https://delist.example/",
        "<https://delist.example/r/x> | https://delist.example/r/x",
        "http://127.0.0.1:8080/에서 | http://127.0.0.1:8080/",
        "https://delist.example/?a=b&c=d, and | https://delist.example/?a=b&c=d",
      })
  void findsTheAddress(String text, String link) {
    assertThat(linksIn(text)).containsExactly(link);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "550 5.7.606", "javascript:alert(1)", "ftp://a.example/", "https://"})
  void andNothingElse(String text) {
    assertThat(linksIn(text)).isEmpty();
  }

  @Test
  void twoInOneText() {
    assertThat(linksIn("http://a.example/ http://b.example/"))
        .containsExactly("http://a.example/", "http://b.example/");
  }

  @Property
  void nothingIsLost(@ForAll String text) {
    String whole = text + " http://a.example/" + text;
    assertThat(LinkedText.of(whole).stream().map(Piece::text).collect(Collectors.joining()))
        .isEqualTo(whole);
  }
}
