package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.Chromium.Look;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.DelistRequest;
import io.delist.store.Standing;
import io.delist.store.Store;
import io.delist.token.RequestId;
import io.delist.workflow.RequestProofs;
import io.delist.workflow.Reviews;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A removal that waits, as a person sees it, with a picture of each page: held, refused with the
 * right to appeal, in review, asked, answered.
 */
class WaitingWalkIT {

  @TempDir private static Path dataDir;
  private static RunningExample example;

  @BeforeAll
  static void start() {
    Chromium.require();
    example =
        new RunningExample(
            dataDir,
            "--delist.policy.ladder.hold=24h",
            // It warns of each browser that is newer than itself.
            "--logging.level.org.openqa.selenium=ERROR");
  }

  @AfterAll
  static void stop() {
    if (example != null) {
      example.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWait(Look look, @TempDir Path profile) throws IOException {
    takenOffBefore(look.client());
    try (Chromium browser = new Chromium(look, profile)) {
      Person person = new Person(browser, example.home());
      person.open("");
      person.type("email", look.name().toLowerCase(Locale.ROOT) + "@sender.example.net");
      person.type("ip", look.client());
      person.press(look.isKorean() ? "전송" : "Submit");
      person.find("main[data-state]");
      String status = browser.driver().getCurrentUrl();
      RequestId id =
          RequestId.parse(status.replaceFirst(".*/requests/([^?]+).*", "$1")).orElseThrow();
      person.open("confirm/" + example.bean(RequestProofs.class).linkOf(request(id)));
      person.press(look.isKorean() ? "IP 목록 해제" : "Delist IP");
      assertThat(person.reload(status)).isEqualTo("HELD");
      assertThat(person.find("time.held").isDisplayed()).isTrue();
      assertThat(person.find("#confirmation-code").isDisplayed()).isTrue();
      person.look("held");

      Reviews reviews = example.bean(Reviews.class);
      reviews.refuse(id, "kim", "Mail to addresses that never existed goes on.");
      assertThat(person.reload(status)).isEqualTo("REFUSED");
      person.look("refused-may-appeal");
      person.type("reply-text", "The host that sent it is switched off.");
      person.press(look.isKorean() ? "이의 제기" : "Appeal");
      assertThat(person.reload(status)).isEqualTo("IN_REVIEW");
      assertThat(person.find(".review-until").getText()).contains("UTC");
      person.look("in-review");

      reviews.ask(id, "kim", "Since when is it off, and what was wrong with it?");
      assertThat(person.reload(status)).isEqualTo("IN_REVIEW");
      person.look("in-review-asked");
      person.type("reply-text", "Since Monday; its web form sent mail for anybody.");
      person.press(look.isKorean() ? "답변 보내기" : "Send the answer");
      assertThat(person.find(".answer").getText()).startsWith("Since Monday");
      person.look("in-review-answered");
    }
  }

  private static DelistRequest request(RequestId id) {
    return example
        .bean(Store.class)
        .read(transaction -> transaction.requests().find(id))
        .orElseThrow();
  }

  /** The address stands where its next removal is held. */
  private static void takenOffBefore(String address) {
    IpPrefix one = IpAddress.parse(address).toPrefix();
    example
        .bean(Store.class)
        .run(
            transaction -> {
              Instant now = transaction.now();
              transaction
                  .ladder()
                  .put(new Standing(one, 1, 0, now, now), now.plus(Duration.ofDays(99)));
            });
  }
}
