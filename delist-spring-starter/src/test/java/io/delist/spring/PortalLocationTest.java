package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class PortalLocationTest {

  private static PortalLocation location(
      @Nullable String url, String basePath, MockEnvironment environment) {
    return new PortalLocation(
        new DelistProperties.Portal(true, url, basePath, null, "none"), environment);
  }

  @ParameterizedTest
  @CsvSource({
    "https://delist.example,https://delist.example/",
    "https://delist.example///,https://delist.example/",
    "HTTPS://Delist.Example/,https://delist.example/",
    "http://mail.example:8080/delist,http://mail.example:8080/delist/",
  })
  void aConfiguredUrlHasOneForm(String written, String normal) {
    PortalLocation location = location(written, "", new MockEnvironment());
    assertThat(location.url()).hasToString(normal);
    assertThat(location.audience()).isEqualTo(normal);
    assertThat(location.isSecure()).isEqualTo(normal.startsWith("https:"));
  }

  @Test
  void withoutAUrlItIsThisProcess() {
    MockEnvironment environment = new MockEnvironment();
    assertThat(location(null, "", environment).url()).hasToString("http://localhost:8080/");
    environment.setProperty("server.port", "9090");
    environment.setProperty("server.servlet.context-path", "/app");
    assertThat(location(null, "/delist", environment).url())
        .hasToString("http://localhost:9090/app/delist/");
  }

  @Test
  void withAnyPortTheUrlWaitsForTheServerAndTheAudienceDoesNot() {
    MockEnvironment environment = new MockEnvironment();
    environment.setProperty("server.port", "0");
    PortalLocation location = location(null, "", environment);
    String audience = location.audience();
    assertThatThrownBy(location::url)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("delist.portal.url");
    environment.setProperty("local.server.port", "41234");
    assertThat(location.url()).hasToString("http://localhost:41234/");
    assertThat(location.audience()).isEqualTo(audience);
  }

  @ParameterizedTest
  @CsvSource({
    "https://delist.example/,delist.example",
    "http://192.0.2.1/,localhost",
    "http://[2001:db8::1]:8080/,localhost",
  })
  void mailComesFromTheHostsNameIfItHasOne(String url, String domain) {
    assertThat(location(url, "", new MockEnvironment()).mailDomain()).isEqualTo(domain);
  }
}
