package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import io.delist.store.AuditEntry;
import io.delist.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits as a visitor meets them: status, rule, when to come back, in the form and the API. */
class LimitsTest {

  private static Answer submit(Browser browser, String email, String ip) {
    return browser.submit("/requests", "email", email, "ip", ip);
  }

  private static Answer post(Browser browser, String email, String ip) {
    return browser.postJson(
        "/api/v1/requests", "{\"email\":\"" + email + "\",\"ip\":\"" + ip + "\"}");
  }

  private static void assertRefused(Answer page, int status, String rule) {
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.header("Retry-After")).endsWith("GMT");
    assertThat(page.page().select(".notice[data-rule=" + rule + "]")).hasSize(1);
  }

  private static void assertProblem(Answer answer, int status, String rule) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Retry-After")).endsWith("GMT");
    assertThat(answer.json().get("rule").asString()).isEqualTo(rule);
    assertThat(answer.json().get("door").asString()).isNotBlank();
  }

  /** The rules of the audit log's refusals that are about no address. */
  private static List<String> doorRows(Portal portal) {
    return portal
        .bean(Store.class)
        .read(
            transaction -> {
              List<String> rules = new ArrayList<>();
              transaction
                  .audit()
                  .read(
                      0,
                      row -> {
                        AuditEntry entry = row.entry();
                        if (entry.action().equals("refusal") && entry.prefix() == null) {
                          rules.add(entry.rule());
                        }
                      });
              return rules;
            });
  }

  @Test
  void aMailboxIsMailedWithAPauseInBetween(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir, "delist.limits.pause-per-mailbox=1/60s")) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      assertThat(submit(browser, "a@example.org", "192.0.2.9").status()).isEqualTo(303);
      Answer second = submit(browser, "a+tag@example.org", "192.0.2.10");
      assertRefused(second, 429, "limit-pause");
      assertThat(second.page().selectFirst(".notice").text()).contains("60 s", "ask again");
      assertThat(second.page().selectFirst("#email").attr("value")).isEqualTo("a+tag@example.org");
      Answer korean = submit(new Browser(portal.url(), "ko"), "a@example.org", "192.0.2.11");
      assertThat(korean.page().selectFirst(".notice").text()).contains("60 s", "스팸");
      assertProblem(post(browser, "A@example.org", "192.0.2.10"), 429, "limit-pause");
      assertThat(portal.bean(Store.class).<Integer>read(t -> t.outbox().size())).isEqualTo(1);
      double refused =
          portal
              .bean(MeterRegistry.class)
              .get("delist.limits")
              .tags("limit", "limit-pause", "outcome", "refused")
              .functionCounter()
              .count();
      assertThat(refused).isEqualTo(3);
    }
  }

  @Test
  void aClientIsHeldBackBeforeAnythingIsDone(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir, "delist.limits.requests-per-client=3/1h")) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      // Whatever it asks for; what cannot be read is no request.
      assertThat(submit(browser, "not a mailbox", "192.0.2.1").status()).isEqualTo(422);
      assertThat(submit(browser, "a@example.org", "198.51.100.1").status()).isEqualTo(409);
      assertThat(submit(browser, "a@example.org", "10.0.0.1").status()).isEqualTo(409);
      assertThat(post(browser, "a@example.org", "192.0.2.1").status()).isEqualTo(201);
      assertRefused(submit(browser, "b@example.org", "192.0.2.2"), 429, "limit-client");
      assertProblem(post(browser, "b@example.org", "198.51.100.1"), 429, "limit-client");
      Browser disguised = new Browser(portal.url()).with("X-Forwarded-For", "203.0.113.77");
      assertThat(submit(disguised, "b@example.org", "192.0.2.2").status())
          .as("a header that anybody can send")
          .isEqualTo(429);
      assertThat(doorRows(portal)).containsExactly("limit-client");
    }
  }

  @Test
  void behindAProxyThatSpringIsToldOfItsClientsCount(@TempDir Path dir) {
    try (Portal portal =
        Portal.start(
            dir,
            "delist.limits.requests-per-client=1/1h",
            "server.forward-headers-strategy=framework")) {
      portal.list("192.0.2.0/24");
      Browser one = new Browser(portal.url()).with("X-Forwarded-For", "203.0.113.77");
      Browser other = new Browser(portal.url()).with("X-Forwarded-For", "203.0.113.78");
      assertThat(submit(one, "a@example.org", "192.0.2.1").status()).isEqualTo(303);
      assertThat(submit(one, "b@example.org", "192.0.2.2").status()).isEqualTo(429);
      assertThat(submit(other, "c@example.org", "192.0.2.3").status()).isEqualTo(303);
    }
  }

  @Test
  void whenAllMailsOfTheHourAreUsedUpThePortalSays503(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir, "delist.limits.mails=2/1h")) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      assertThat(submit(browser, "a@example.org", "192.0.2.1").status()).isEqualTo(303);
      assertThat(submit(browser, "b@example.org", "192.0.2.2").status()).isEqualTo(303);
      assertRefused(submit(browser, "c@example.org", "192.0.2.3"), 503, "limit-mails");
      assertProblem(post(browser, "d@example.org", "192.0.2.4"), 503, "limit-mails");
    }
  }

  @Test
  void aConfirmationThatWouldBeTooManyNamesItsRule(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir, "delist.limits.delistings-per-mailbox=1/24h")) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      String first = submit(browser, "a@example.org", "192.0.2.1").requestId();
      String second = submit(browser, "a@example.org", "192.0.2.2").requestId();
      assertThat(browser.submit(portal.linkOf(first)).status()).isEqualTo(303);
      Answer refused = browser.submit(portal.linkOf(second));
      assertThat(refused.page().select(".notice[data-rule=limit-delisted-mailbox]")).hasSize(1);
    }
  }
}
