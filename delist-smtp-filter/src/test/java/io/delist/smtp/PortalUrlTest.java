package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://delist.example, https://delist.example/r/k1.AB",
    "https://delist.example/, https://delist.example/r/k1.AB",
    "http://127.0.0.1:8080, http://127.0.0.1:8080/r/k1.AB",
    "HTTPS://example.org/delist, HTTPS://example.org/delist/r/k1.AB",
    "https://[2001:db8::1]/, https://[2001:db8::1]/r/k1.AB",
  })
  void endsInASlash(String text, String expected) {
    PortalUrl url = PortalUrl.parse(text);
    assertThat(url.forReference("k1.AB")).isEqualTo(expected);
    assertThat(url.toString()).endsWith("/").doesNotEndWith("//");
    assertThat(url).isEqualTo(PortalUrl.parse(url.toString())).hasSameHashCodeAs(url.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "delist.example",
        "/delist",
        "ftp://delist.example/",
        "javascript:alert(1)",
        "https:///r",
        "https://",
        "https://a b/",
        "https://delist.example/\r\n250 ok",
        "https://d\u00e9list.example/",
        "https://user:secret@delist.example/",
        "https://delist.example/?a=b",
        "https://delist.example/#a",
        "https://delist.example/{url}",
      })
  void refusesTheRest(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortalUrl.parse(text))
        .withMessageStartingWith("portal URL \"")
        .withMessageEndingWith("; for example https://delist.example.org/")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret", "\r", "\n"));
  }
}
