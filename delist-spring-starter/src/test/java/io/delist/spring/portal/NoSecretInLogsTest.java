package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A whole walk with every log line of ours written: none holds key, token, code or cookie. */
class NoSecretInLogsTest {

  private static final String SECRET =
      Base64.getEncoder()
          .encodeToString("0123456789 a key that a test writes".getBytes(StandardCharsets.UTF_8));

  @Test
  void theLogsOfAWholeWalkHoldNoSecret(@TempDir Path dir) throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("io.delist");
    Level before = logger.getLevel();
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    String link;
    String code;
    String cookie;
    try (Portal portal =
        Portal.start(
            dir, "delist.token.keys[0]=k7 primary " + SECRET, "delist.portal.human-check=altcha")) {
      // Starting set up logging anew.
      logger.setLevel(Level.TRACE);
      logger.addAppender(lines);
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      String challenge = browser.get("/api/v1/challenge").body();
      String id =
          browser
              .submit(
                  "/requests",
                  "email",
                  "sender@example.org",
                  "ip",
                  "192.0.2.9",
                  "altcha",
                  AltchaCheckTest.answerTo(challenge))
              .requestId();
      link = portal.linkOf(id);
      code = portal.codeOf(id);
      cookie = browser.cookie(Visitors.BROWSER_COOKIE).orElseThrow().getValue();
      browser.get(link);
      new Browser(portal.url()).submit(link, "code", "000-000");
      browser.submit(link + "x");
      assertThat(browser.submit(link).status()).isEqualTo(303);
      new Browser(portal.url()).submit(link, "code", code);
      browser.get("/requests/" + id);
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
    List<String> texts = lines.list.stream().map(NoSecretInLogsTest::text).toList();
    assertThat(texts).as("nothing was logged, so nothing was tested").isNotEmpty();
    assertThat(texts)
        .noneMatch(text -> text.contains(SECRET))
        .noneMatch(text -> text.contains(link.substring(link.lastIndexOf('.'))))
        .noneMatch(text -> text.contains(code) || text.contains(code.replace("-", "")))
        .noneMatch(text -> text.contains(cookie));
    assertThat(Files.exists(dir.resolve("token.key"))).as("keys of the configuration").isFalse();
  }

  private static String text(ILoggingEvent event) {
    String cause = event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage();
    return event.getFormattedMessage() + " " + cause;
  }
}
