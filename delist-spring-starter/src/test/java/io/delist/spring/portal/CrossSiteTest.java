package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form that another site's page sends does nothing, least of all give a cookie. */
class CrossSiteTest {

  @TempDir private Path directory;
  private Portal portal;

  @BeforeEach
  void start() {
    portal = Portal.start(directory);
    portal.list("192.0.2.0/24");
  }

  @AfterEach
  void stop() {
    portal.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Origin, https://evil.example",
    "Origin, http://127.0.0.1.evil.example",
    "Origin, not a URL"
  })
  void aForeignFormIsRefused(String header, String value) {
    Answer answer = submit(new Browser(portal.url()).with(header, value));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Set-Cookie")).doesNotContain("delist_browser");
    assertThat(answer.page().select("h1").text()).isEqualTo("This form came from another site");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, same-origin",
    "Sec-Fetch-Site, none",
    "Origin, null",
    "Origin, http://localhost:1"
  })
  void ourOwnFormIsTaken(String header, String value) {
    String url =
        value.contains("localhost") ? portal.url().replace("127.0.0.1", "localhost") : portal.url();
    assertThat(submit(new Browser(url).with(header, value)).status()).isEqualTo(303);
  }

  @Test
  void aForeignPressIsRefused() {
    Browser browser = new Browser(portal.url());
    submit(browser);

    Answer answer = browser.with("Sec-Fetch-Site", "cross-site").submit("/confirm/d1.k1.x.y");

    assertThat(answer.status()).isEqualTo(403);
  }

  private static Answer submit(Browser browser) {
    return browser.submit("/requests", "email", "sender@example.org", "ip", "192.0.2.9");
  }
}
