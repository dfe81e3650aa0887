package io.delist.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.token.KeyRing;
import io.delist.token.RequestId;
import io.delist.workflow.RequestProofs;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortalMailTest {

  private static final Instant CREATED = Instant.parse("2026-05-04T10:11:12Z");
  private static final URI PORTAL = URI.create("https://delist.example/");

  private final RequestProofs proofs =
      new RequestProofs(KeyRing.of("k1", secret()), PORTAL.toString(), new Random(1));
  private final PortalMail mail = mail(proofs);

  private static byte[] secret() {
    byte[] secret = new byte[32];
    new Random(3).nextBytes(secret);
    return secret;
  }

  private static PortalMail mail(RequestProofs proofs) {
    try {
      return new PortalMail(
          proofs, PORTAL, new InternetAddress("no-reply@delist.example", "delist", "UTF-8"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, en",
    "203.0.113.9, ko",
    "2001:db8:1234:5678:9abc:def0:1234:5678, en",
    "2001:db8:1234:5678:9abc:def0:1234:5678, ko"
  })
  void noLineOnTheWireIsLongerThan78Octets(String address, String language) throws Exception {
    DelistRequest request = request(address, language);

    assertThat(raw(request).split("\r\n", -1))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(78));
  }

  @ParameterizedTest
  @CsvSource({"en", "ko"})
  void textAndHtmlBothHoldTheLinkTheCodeAndTheirEnd(String language) throws Exception {
    DelistRequest request = request("203.0.113.9", language);
    String link = PORTAL + "confirm/" + proofs.linkOf(request);

    MimeMultipart parts = (MimeMultipart) parsed(request).getContent();

    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    for (int i = 0; i < 2; i++) {
      assertThat((String) parts.getBodyPart(i).getContent())
          .contains(link)
          .contains(proofs.codeOf(request))
          .contains("203.0.113.9")
          .contains("2026-05-04 11:11 UTC")
          .contains("60");
    }
    assertThat((String) parts.getBodyPart(1).getContent()).contains("<html lang=\"" + language);
  }

  @Test
  void itSaysWhatToDoIfOneDidNotAsk() throws Exception {
    MimeMultipart parts = (MimeMultipart) parsed(request("203.0.113.9", "en")).getContent();

    assertThat((String) parts.getBodyPart(0).getContent())
        .contains("If you did not ask for this, do nothing.");
  }

  @Test
  void headersAreThoseOfAnAutomaticMail() throws Exception {
    DelistRequest request = request("203.0.113.9", "en");

    MimeMessage message = parsed(request);

    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(message.getMessageID())
        .isEqualTo("<" + request.id() + ".confirmation@delist.example>");
    assertThat(message.getSentDate()).isEqualTo(Date.from(CREATED));
    assertThat(message.getSubject())
        .isEqualTo("Please confirm: take 203.0.113.9 off the list of blocked senders");
    assertThat(message.getAllRecipients())
        .containsExactly(new InternetAddress("sender@example.org"));
  }

  /** RFC 8058 section 3.1. */
  @Test
  void eachKindOfMailCanBeStoppedWithOnePostAndSaysHow() throws Exception {
    DelistRequest request = request("203.0.113.9", "en");
    String link = PORTAL + "n/" + proofs.neverMailTokenOf(request.email());
    for (MailKind kind : MailKind.values()) {
      MimeMessage message = mail.write(kind, request, Optional.empty(), 0, Date.from(CREATED));

      assertThat(message.getHeader("List-Unsubscribe")).containsExactly("<" + link + ">");
      assertThat(message.getHeader("List-Unsubscribe-Post"))
          .containsExactly("List-Unsubscribe=One-Click");
      MimeMultipart parts = (MimeMultipart) message.getContent();
      assertThat((String) parts.getBodyPart(0).getContent()).contains(link);
      assertThat((String) parts.getBodyPart(1).getContent()).contains(link);
      assertThat(message.getMessageID())
          .startsWith(
              "<" + request.id() + "." + kind.name().toLowerCase(Locale.ROOT).substring(0, 2));
    }
  }

  @ParameterizedTest
  @CsvSource({"en", "ko"})
  void everyKindHasItsTextAndSaysNothingThatWasNotFilledIn(String language) throws Exception {
    DelistRequest request = request("203.0.113.9", language);
    MailFacts.Listing listing =
        new MailFacts.Listing("feed:drop", 610, "spam <b>seen</b> {0}", CREATED);
    for (MailKind kind : MailKind.values()) {
      MimeMessage message = mail.write(kind, request, Optional.of(listing), 0, Date.from(CREATED));

      assertThat(message.getSubject()).contains("203.0.113.9").doesNotContain("{");
      MimeMultipart parts = (MimeMultipart) message.getContent();
      String text = ((String) parts.getBodyPart(0).getContent()).replaceAll("\\s+", " ");
      assertThat(text.replace("spam <b>seen</b> {0}", "")).doesNotContain("{");
      if (kind != MailKind.CONFIRMATION) {
        assertThat(text)
            .contains("feed:drop", "610", "spam <b>seen</b> {0}", "2026-05-04 10:11 UTC")
            .contains(PORTAL + "requests/" + request.id());
        assertThat((String) parts.getBodyPart(1).getContent())
            .contains("spam &lt;b&gt;seen&lt;/b&gt; {0}");
      }
    }
  }

  @Test
  void anApplicationSaysSingleThingsOtherwise() throws Exception {
    PortalMail own =
        new PortalMail(
            proofs,
            PORTAL,
            new InternetAddress("no-reply@delist.example"),
            new BundledTexts("io.delist.mail.own-letters"));

    MimeMessage message =
        own.write(
            MailKind.CONFIRMATION,
            request("203.0.113.9", "en"),
            Optional.empty(),
            0,
            Date.from(CREATED));

    assertThat(message.getSubject()).isEqualTo("Example Mail: please confirm 203.0.113.9");
    MimeMultipart parts = (MimeMultipart) message.getContent();
    assertThat((String) parts.getBodyPart(0).getContent())
        .contains("If you did not ask for this, do nothing.");
  }

  @Test
  void aBundleThatIsNotThereIsToldOf() {
    assertThatThrownBy(() -> new BundledTexts("io.delist.mail.nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("io/delist/mail/nothing.properties");
  }

  @Test
  void anApplicationsOwnTemplateMakesTheWordsAndNoHeader() throws Exception {
    PortalMail own =
        new PortalMail(
            proofs,
            PORTAL,
            new InternetAddress("no-reply@delist.example"),
            facts -> new MailText("own " + facts.kind(), "plain", "<p>html</p>"));

    MimeMessage message =
        own.write(
            MailKind.REMOVED,
            request("203.0.113.9", "en"),
            Optional.empty(),
            0,
            Date.from(CREATED));

    assertThat(message.getSubject()).isEqualTo("own REMOVED");
    assertThat(message.getHeader("List-Unsubscribe")).hasSize(1);
    assertThatThrownBy(() -> new MailText("a\r\nBcc: b@example.com", "", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bothLanguagesHaveTheSameTexts() {
    assertThat(ResourceBundle.getBundle("io.delist.mail.letters", Locale.KOREAN).keySet())
        .isEqualTo(ResourceBundle.getBundle("io.delist.mail.letters", Locale.ROOT).keySet());
  }

  @Test
  void theKoreanSubjectIsReadableAgainAndAsciiOnTheWire() throws Exception {
    DelistRequest request = request("203.0.113.9", "ko");

    assertThat(parsed(request).getSubject()).startsWith("확인해 주십시오");
    assertThat(raw(request).chars().allMatch(c -> c < 128)).isTrue();
  }

  @Test
  void aLanguageThatThereIsNotIsEnglishAlsoWhereTheMachineIsKorean() throws Exception {
    Locale machine = Locale.getDefault();
    Locale.setDefault(Locale.KOREA);
    try {
      assertThat(parsed(request("203.0.113.9", "fr")).getSubject()).startsWith("Please confirm");
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  void bothAttemptsAtOneMailHaveOneMessageId() throws Exception {
    DelistRequest request = request("203.0.113.9", "en");

    assertThat(parsed(request).getMessageID()).isEqualTo(parsed(request).getMessageID());
  }

  @Test
  void theTextIsWrappedAtBlanks() throws Exception {
    MimeMultipart parts = (MimeMultipart) parsed(request("203.0.113.9", "en")).getContent();
    List<String> lines =
        ((String) parts.getBodyPart(0).getContent())
            .lines()
            .filter(line -> !line.startsWith("https://"))
            .toList();

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(72));
  }

  private String raw(DelistRequest request) throws MessagingException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.write(MailKind.CONFIRMATION, request, Optional.empty(), 0, Date.from(CREATED))
        .writeTo(out);
    return out.toString(ISO_8859_1);
  }

  private MimeMessage parsed(DelistRequest request) throws MessagingException, IOException {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(raw(request).getBytes(ISO_8859_1)));
  }

  private static DelistRequest request(String address, String language) {
    return new DelistRequest(
        RequestId.random(new Random(7)),
        IpAddress.parse(address),
        EmailAddress.parse("sender@example.org"),
        "00",
        "k1",
        Locale.forLanguageTag(language),
        CREATED,
        CREATED.plus(Duration.ofMinutes(60)),
        RequestState.PENDING_MAIL,
        CREATED,
        0,
        null,
        null);
  }
}
