package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.mailbox.EmailAddress;
import io.delist.replica.Replica;
import io.delist.spring.SwitchableStore;
import io.delist.spring.portal.Browser.Answer;
import io.delist.workflow.RequestProofs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Without a store, or before there is a list, the portal claims nothing. */
class UnavailableTest {

  private static final String EMAIL = "sender@example.org";
  private static final String JSON = "{\"email\":\"" + EMAIL + "\",\"ip\":\"192.0.2.9\"}";

  /** An application whose store answers at first. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class WithStore {
    @Bean
    SwitchableStore store() {
      return new SwitchableStore(false);
    }
  }

  /** An application whose store is away at first. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class WithoutStore {
    @Bean
    SwitchableStore store() {
      return new SwitchableStore(true);
    }
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("30");
    assertThat(answer.body()).contains("nothing is said about any address");
    assertThat(answer.body()).doesNotContain("not listed").doesNotContain("connection is cut");
  }

  @Test
  void whenTheStoreGoesAwayEverythingThatNeedsItSaysSo(@TempDir Path dir) {
    try (Portal portal = Portal.start(WithStore.class, dir)) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      String id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
      String link = portal.linkOf(id);
      portal.bean(SwitchableStore.class).setAway(true);

      assertUnavailable(browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.10"));
      for (String path : List.of(link, "/requests/" + id, "/lookup?ip=192.0.2.9")) {
        assertUnavailable(browser.get(path));
      }
      assertUnavailable(browser.submit(link));
      assertThat(browser.submit("/confirm/d1.k1.no.link").status())
          .as("the same as ever")
          .isEqualTo(410);
      String never =
          "/n/" + portal.bean(RequestProofs.class).neverMailTokenOf(EmailAddress.parse(EMAIL));
      assertUnavailable(browser.get(never));
      assertUnavailable(browser.submit(never, "List-Unsubscribe", "One-Click"));
      for (Answer answer :
          List.of(
              browser.postJson("/api/v1/requests", JSON),
              browser.get("/api/v1/requests/" + id),
              browser.get("/api/v1/lookup?ip=192.0.2.9"))) {
        assertUnavailable(answer);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      }
      assertThat(browser.get("/").status()).isEqualTo(200);
      Answer form = browser.get(portal.referenceTo("192.0.2.9"));
      assertThat(form.page().selectFirst("input#ip").val()).isEqualTo("192.0.2.9");
      assertThat(form.page().select(".verdict")).isEmpty();
      Answer read = browser.submit("/bounces", "bounce", "banned sending IP [192.0.2.9]");
      assertThat(read.page().selectFirst("input#ip").val()).isEqualTo("192.0.2.9");
      assertThat(read.page().select(".verdict")).isEmpty();

      Answer verb = browser.postJson("/actuator/blocklist", "{\"prefix\":\"192.0.2.7\"}");
      assertThat(verb.status()).isEqualTo(503);
      assertThat(verb.json().get("error").asString()).contains("nothing was changed");
      Answer health = browser.get("/actuator/health/delist");
      assertThat(health.status()).as("the list is served on").isEqualTo(200);

      portal.bean(SwitchableStore.class).setAway(false);
      assertThat(browser.submit(link).status()).isEqualTo(303);
    }
  }

  @Test
  void beforeThereIsAListNothingIsClaimed(@TempDir Path dir) {
    try (Portal portal = Portal.start(WithoutStore.class, dir, "delist.allowlist=192.0.2.77")) {
      Browser browser = new Browser(portal.url());
      assertUnavailable(browser.get("/lookup?ip=192.0.2.9"));
      assertUnavailable(browser.get("/api/v1/lookup?ip=192.0.2.9"));
      assertUnavailable(browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9"));
      assertUnavailable(browser.postJson("/api/v1/requests", JSON));
      Answer health = browser.get("/actuator/health/delist");
      assertThat(health.status()).isEqualTo(503);
      assertThat(health.json().get("status").asString()).isEqualTo("DOWN");
      assertThat(health.body()).contains("nothing is blocked");

      portal.bean(SwitchableStore.class).setAway(false);
      await().until(() -> portal.bean(Replica.class).isLoaded());
      assertThat(browser.get("/lookup?ip=192.0.2.9").status()).isEqualTo(200);
      assertThat(browser.get("/actuator/health/delist").status()).isEqualTo(200);
    }
  }
}
