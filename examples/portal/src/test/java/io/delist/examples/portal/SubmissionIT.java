package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.Browser.Page;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpPrefix;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the form takes, what it says to the rest, and the mail that follows. */
class SubmissionIT {

  @TempDir private static Path dataDir;
  private static RunningExample example;

  @BeforeAll
  static void start() {
    example = new RunningExample(dataDir);
  }

  @AfterAll
  static void stop() {
    example.close();
  }

  private static Page submit(String mailbox, String address) {
    Browser browser = example.browser();
    return browser.submit(
        browser.get("/").expect(200),
        "Submit",
        Map.of("Email address", mailbox, "IP address", address));
  }

  /** No request was kept; a mail is only ever sent for one that was. */
  private static void assertNothingKept(String mailbox) {
    EmailAddress email = EmailAddress.parse(mailbox);
    List<DelistRequest> requests =
        example
            .bean(Store.class)
            .read(
                transaction ->
                    Stream.of("0.0.0.0/0", "::/0")
                        .map(IpPrefix::parse)
                        .flatMap(
                            all ->
                                transaction
                                    .requests()
                                    .within(all, List.of(RequestState.values()), 1_000)
                                    .stream())
                        .toList());
    assertThat(requests).extracting(DelistRequest::email).doesNotContain(email);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8:9::24"})
  void anUnlistedAddressIsToldSoWithTimeAndRevision(String address) {
    Page page = submit("unlisted@example.org", address).expect(409);
    assertThat(page.document().select("[data-rule]").attr("data-rule")).isEqualTo("not-listed");
    assertThat(page.text())
        .containsPattern(
            "is not on the list: checked at "
                + "20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z, list revision "
                + example.revision());
    assertNothingKept("unlisted@example.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "127.0.0.1", "169.254.1.1", "224.0.0.1", "::1", "fe80::1"})
  void aSpecialPurposeAddressIsNamedAsSuch(String address) {
    Page page = submit("special@example.org", address).expect(409);
    assertThat(page.errorAt("IP address")).contains(address, "special-purpose address");
    assertNothingKept("special@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "203.0.113",
        "203.0.113.009",
        "203.0.113.256",
        "203.0.113.9/32",
        "fe80::1%eth0",
        "mail.example.net",
        "２０３.0.113.9",
        "<b>203.0.113.9</b>",
      })
  void aMalformedAddressIsSaidAtItsField(String address) {
    Page page = submit("malformed@example.org", address).expect(422);
    assertThat(page.errorAt("IP address")).isNotBlank();
    assertThat(page.field("Email address").val()).isEqualTo("malformed@example.org");
    assertThat(page.field("Email address").hasAttr("aria-invalid")).isFalse();
    assertThat(page.field("IP address").val()).isEqualTo(address);
    assertNothingKept("malformed@example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody",
        "a@b@example.org",
        "two@example.org, three@example.org",
        "\"quoted\"@example.org",
        "victim@example.org\r\nBcc: everybody@example.org",
      })
  void aMalformedMailboxIsSaidAtItsField(String mailbox) {
    long revision = example.revision();
    Page page = submit(mailbox, "203.0.113.9").expect(422);
    assertThat(page.errorAt("Email address")).isNotBlank();
    assertThat(page.field("IP address").val()).isEqualTo("203.0.113.9");
    assertThat(example.revision()).isEqualTo(revision);
    assertThat(example.bean(Store.class).<Integer>read(t -> t.outbox().size())).isZero();
  }

  @Test
  void theConfirmationMailIsAsItShouldBe() {
    String mailbox = "mail-reader@example.org";
    submit(mailbox, "203.0.113.9").expect(200);
    ReceivedMail mail = ReceivedMail.newestFor(example.browser(), mailbox);

    assertThat(mail.raw().getBytes(StandardCharsets.UTF_8)).hasSize(mail.raw().length());
    assertThat(mail.raw().split("\r\n", -1))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78))
        .noneSatisfy(line -> assertThat(line).containsAnyOf("\r", "\n"));
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(mail.header("Message-ID")).matches("<[^<>@\\s]+@[^<>@\\s]+>");
    assertThat(mail.header("Date")).matches("[A-Z][a-z]{2}, .* [+-][0-9]{4}.*");
    assertThat(mail.header("To")).isEqualTo(mailbox);
    assertThat(mail.header("From")).contains("<no-reply@example.org>");
    assertThat(mail.header("Received")).startsWith("from [127.0.0.1]");

    assertThat(mail.link().toString()).startsWith(example.home() + "confirm/");
    assertThat(mail.html()).contains("href=\"" + mail.link() + "\"", mail.code());
    assertThat(mail.text().replaceAll("\\s+", " "))
        .contains("203.0.113.9", mail.code(), "60 minutes from the request")
        .contains("If you did not ask for this, do nothing.");
    assertThat(mail.html().replaceAll("\\s+", " "))
        .contains("203.0.113.9", "60 minutes from the request")
        .contains("If you did not ask for this, do nothing.");
  }

  @Test
  void aBrowserThatPrefersKoreanIsSpokenToInKorean() {
    String mailbox = "korean@example.org";
    Browser browser = new Browser(example.home(), "ko-KR,ko;q=0.9,en;q=0.5");
    Page form = browser.get("/").expect(200);
    assertThat(form.document().selectFirst("html").attr("lang")).isEqualTo("ko");
    form.document()
        .select("label")
        .forEach(label -> assertThat(label.text()).containsPattern("[가-힣]"));
    String ip = form.document().selectFirst("label[for=ip]").text();
    String email = form.document().selectFirst("label[for=email]").text();
    browser.submit(form, "전송", Map.of(email, mailbox, ip, "198.51.100.9")).expect(200);

    ReceivedMail mail = ReceivedMail.newestFor(browser, mailbox);
    assertThat(mail.text()).contains("198.51.100.9").containsPattern("[가-힣]{2,}");
    assertThat(mail.raw().split("\r\n", -1))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    browser.get(mail.link().getPath()).expect(200).form("IP 목록 해제");
  }
}
