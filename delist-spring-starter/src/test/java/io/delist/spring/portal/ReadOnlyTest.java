package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.mail.MailRelay;
import io.delist.spring.portal.Browser.Answer;
import io.delist.store.RequestState;
import io.delist.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Mail scanners open links: GET and HEAD change nothing, however often. */
class ReadOnlyTest {

  private static final String EMAIL = "sender@example.org";
  private static Portal portal;
  private static Browser browser;
  private static String id;

  /** An application with a relay of its own. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class WithRelay {
    @Bean
    MailRelay relay() {
      return message -> new MailRelay.Handover.Taken();
    }
  }

  @BeforeAll
  static void start(@TempDir Path dir) {
    portal = Portal.start(WithRelay.class, dir);
    portal.list("192.0.2.0/24");
    browser = new Browser(portal.url());
    id = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9").requestId();
    portal.awaitState(id, RequestState.AWAITING_CONFIRMATION);
  }

  @AfterAll
  static void stop() {
    portal.close();
  }

  private static List<String> paths() {
    return List.of(
        "/",
        "/?lang=ko",
        portal.referenceTo("192.0.2.9"),
        portal.linkOf(id),
        portal.linkOf(id) + "?code=" + portal.codeOf(id),
        "/confirm/x",
        "/requests/" + id,
        "/lookup",
        "/lookup?ip=192.0.2.9",
        "/lookup?ip=x",
        "/delist.css",
        "/api/v1/lookup?ip=192.0.2.9",
        "/api/v1/requests/" + id);
  }

  /** All that the database holds, but the node's own reports and the pace of its mail. */
  private static List<String> everything() throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = portal.bean(DataSource.class).getConnection();
        ResultSet script = connection.createStatement().executeQuery("SCRIPT")) {
      while (script.next()) {
        String line = script.getString(1);
        if (!line.startsWith("INSERT INTO \"PUBLIC\".\"DELIST_NODE\"")
            && !line.contains("DELIST_MAIL_PACE")) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  @Test
  void openingAndPreviewingChangeNothing() throws SQLException {
    List<String> before = everything();
    assertThat(before).anyMatch(line -> line.contains(EMAIL));
    for (Browser visitor : List.of(browser, new Browser(portal.url()))) {
      for (String path : paths()) {
        for (int i = 0; i < 3; i++) {
          Answer get = visitor.get(path);
          Answer head = visitor.head(path);
          assertThat(head.status()).as(path).isEqualTo(get.status());
          assertThat(head.body()).as(path).isEmpty();
        }
      }
    }
    assertThat(everything()).isEqualTo(before);
    browser.submit(portal.linkOf(id));
    assertThat(everything()).as("a press does change it").isNotEqualTo(before);
    // The mail about it goes out by itself; the next test is to find a quiet portal.
    portal.awaitState(id, RequestState.REMOVED);
    await().until(() -> portal.bean(Store.class).read(t -> t.outbox().size()) == 0);
  }

  @Test
  void readingABounceChangesNothing() throws SQLException {
    String bounce = "From: " + EMAIL + "\n550 5.7.606 banned sending IP [192.0.2.9]";
    List<String> before = everything();
    assertThat(browser.submit("/bounces", "bounce", bounce).status()).isEqualTo(200);
    assertThat(browser.submit("/bounces", "bounce", "x").status()).isEqualTo(422);
    assertThat(browser.post("/api/v1/bounces", "text/plain", bounce).status()).isEqualTo(200);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void pagesGrantNothingToOthers() {
    for (String path : paths()) {
      if (path.startsWith("/api") || path.endsWith(".css")) {
        continue;
      }
      Answer answer = browser.get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .isEqualTo(
              "default-src 'none'; style-src 'self'; form-action 'self';"
                  + " frame-ancestors 'none'; base-uri 'none'");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("X-Robots-Tag")).isEqualTo("noindex");
      assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
      assertThat(answer.page().select("script, style, [style], [onclick], img, iframe")).isEmpty();
      assertThat(answer.page().select("h1")).hasSize(1);
      assertThat(answer.page().title()).endsWith("· delist");
    }
  }

  @Test
  void theStyleSheetIsOneFileThatBrowsersMayKeep() {
    String href = browser.get("/").page().selectFirst("link[rel=stylesheet]").attr("href");
    Answer css = browser.get(href);
    assertThat(href).startsWith("/delist.css?v=");
    assertThat(css.header("Content-Type")).isEqualTo("text/css;charset=UTF-8");
    assertThat(css.header("Cache-Control")).contains("max-age=2592000").contains("public");
    assertThat(css.body())
        .contains("prefers-color-scheme: dark")
        .contains(":focus-visible")
        .doesNotContain("url(");
  }
}
