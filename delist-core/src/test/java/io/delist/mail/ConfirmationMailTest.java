package io.delist.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.DelistRequest;
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
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmationMailTest {

  private static final Instant CREATED = Instant.parse("2026-05-04T10:11:12Z");
  private static final URI PORTAL = URI.create("https://delist.example/");

  private final RequestProofs proofs =
      new RequestProofs(KeyRing.of("k1", secret()), PORTAL.toString(), new Random(1));
  private final ConfirmationMail mail = mail(proofs);

  private static byte[] secret() {
    byte[] secret = new byte[32];
    new Random(3).nextBytes(secret);
    return secret;
  }

  private static ConfirmationMail mail(RequestProofs proofs) {
    try {
      return new ConfirmationMail(
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
    mail.write(request, Date.from(CREATED)).writeTo(out);
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
