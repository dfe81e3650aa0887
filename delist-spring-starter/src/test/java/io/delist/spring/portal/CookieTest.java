package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.request.ReviewPolicy;
import io.delist.spring.portal.Browser.Answer;
import io.delist.workflow.DelistPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CookieTest {

  private static final String EMAIL = "sender@example.org";

  @Test
  void aBrowserIsKnownByARandomCookieThatScriptsAndOtherSitesDoNotGet(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir)) {
      portal.list("192.0.2.0/24");
      Browser browser = new Browser(portal.url());
      browser.get("/");
      assertThat(browser.cookie("delist_browser")).as("asking gives it").isEmpty();
      Answer first = browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.9");
      assertThat(first.header("Set-Cookie"))
          .matches(
              "delist_browser=[A-Za-z0-9_-]{32}; Path=/; Max-Age=1818000; Expires=[^;]+;"
                  + " HttpOnly; SameSite=Lax");
      String kept = browser.cookie("delist_browser").orElseThrow().getValue();
      browser.submit("/requests", "email", EMAIL, "ip", "192.0.2.10");
      assertThat(browser.cookie("delist_browser").orElseThrow().getValue()).isEqualTo(kept);
      Browser other = new Browser(portal.url());
      other.submit("/requests", "email", EMAIL, "ip", "192.0.2.11");
      assertThat(other.cookie("delist_browser").orElseThrow().getValue()).isNotEqualTo(kept);
    }
  }

  @Test
  void aBrowserIsKnownForAsLongAsARemovalMayWait() {
    DelistPolicy usual = DelistPolicy.defaults();
    Duration week = Duration.ofDays(7);
    assertThat(BrowserLife.of(usual))
        .as("link, review, an appeal and its review")
        .isEqualTo(week.multipliedBy(3).plusHours(1));
    assertThat(BrowserLife.of(with(usual, new ReviewPolicy(Duration.ofHours(1), week, 0))))
        .isEqualTo(week.plusHours(1));
    Duration hour = Duration.ofHours(1);
    ReviewPolicy quick = new ReviewPolicy(Duration.ofMinutes(1), hour, 0);
    assertThat(BrowserLife.of(with(usual, quick)))
        .as("the hold is longer")
        .isEqualTo(Duration.ofHours(25));
    assertThat(BrowserLife.of(with(usual, new ReviewPolicy(hour, Duration.ofDays(90), 10))))
        .isEqualTo(Duration.ofDays(400));
  }

  private static DelistPolicy with(DelistPolicy policy, ReviewPolicy review) {
    return policy.withRequests(policy.requests().withReview(review));
  }

  @Test
  void overTlsItStaysThere(@TempDir Path dir) {
    try (Portal portal = Portal.start(dir, "delist.portal.url=https://delist.example")) {
      portal.list("192.0.2.0/24");
      Answer answer =
          new Browser(portal.url()).submit("/requests", "email", EMAIL, "ip", "192.0.2.9");
      assertThat(answer.header("Set-Cookie")).contains("; Secure;");
    }
  }
}
