package io.delist.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://lists.example/drop.txt?key=1#top, https://lists.example/drop.txt",
    "HTTPS://Lists.Example:8443/a/b, https://lists.example:8443/…/b",
    "http://user:word@[2001:db8::1]/x, http://[2001:db8::1]/x",
    "http://lists.example, http://lists.example/",
    "https://lists.example/secret/key/drop.txt, https://lists.example/…/drop.txt",
    "https://lists.example/secret/, https://lists.example/…/",
    "https://lists.example/a234567890b234567890c234567890d234567890, "
        + "https://lists.example/a234567890b234567890c234567890d234567890",
    "https://lists.example/a234567890b234567890c234567890d2345678901, https://lists.example/…",
    "https://lists.example/x/a234567890b234567890c234567890d2345678901, https://lists.example/…/…"
  })
  void isShownWithoutWhatMayBeSecret(String url, String shown) {
    assertThat(ListUrl.parse(url)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "drop.txt",
        "file:///etc/secret",
        "ftp://secret/x",
        "https:///secret",
        "http:secret",
        "https://se cret/"
      })
  void whatIsNoUrlOfAListIsRefusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> ListUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://lists.example/drop.txt")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aRedirectFromHttpsLeadsToHttpsAlone() throws IOException {
    ListUrl https = ListUrl.parse("https://user:word@lists.example/a/drop.txt");

    assertThat(https.redirectedTo("../b.txt")).hasToString("https://lists.example/b.txt");
    assertThat(https.redirectedTo("../b.txt").authorization()).isPresent();
    assertThat(https.redirectedTo("https://cdn.example/b.txt").authorization()).isEmpty();
    assertThat(https.redirectedTo("https://lists.example:444/b").authorization()).isEmpty();
    assertThatThrownBy(() -> https.redirectedTo("http://lists.example/a/drop.txt"))
        .hasMessageContaining("from https to http://lists.example/…/drop.txt");
  }
}
