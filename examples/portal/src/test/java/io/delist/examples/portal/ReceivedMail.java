package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail as its recipient gets it.
 *
 * @param raw as it lies in the mailbox
 */
record ReceivedMail(String raw) {

  private static final Pattern LINK = Pattern.compile("https?://\\S+/confirm/\\S+");
  private static final Pattern CODE = Pattern.compile("(?m)^ {4}(\\S+)\\s*$");

  /** The newest mail for a mailbox, once that is one with a link to confirm, waited for. */
  static ReceivedMail newestFor(Browser browser, String mailbox) {
    return Waiting.until(
            "mail for " + mailbox,
            () -> browser.get("/mailbox/latest.eml?" + Browser.pair("to", mailbox)),
            page -> page.status() == 200 && page.mail().hasLink())
        .mail();
  }

  MimeMessage message() {
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(raw.getBytes(StandardCharsets.US_ASCII)));
    } catch (MessagingException e) {
      throw new AssertionError(raw, e);
    }
  }

  String header(String name) {
    try {
      String[] values = message().getHeader(name);
      assertThat(values).describedAs("header %s of %s", name, raw).hasSize(1);
      return values[0];
    } catch (MessagingException e) {
      throw new AssertionError(raw, e);
    }
  }

  String text() {
    return part(0, "text/plain");
  }

  String html() {
    return part(1, "text/html");
  }

  private String part(int index, String type) {
    try {
      MimeMessage message = message();
      assertThat(message.isMimeType("multipart/alternative")).isTrue();
      BodyPart part = ((Multipart) message.getContent()).getBodyPart(index);
      assertThat(part.isMimeType(type)).isTrue();
      return String.valueOf(part.getContent());
    } catch (MessagingException | IOException e) {
      throw new AssertionError(raw, e);
    }
  }

  /** Whether it asks for a confirmation; what became of a request is told without. */
  boolean hasLink() {
    return LINK.matcher(text()).find();
  }

  URI link() {
    Matcher link = LINK.matcher(text());
    assertThat(link.find()).describedAs("a link in %s", text()).isTrue();
    return URI.create(link.group());
  }

  String code() {
    Matcher code = CODE.matcher(text());
    assertThat(code.find()).describedAs("a code in %s", text()).isTrue();
    return code.group(1);
  }
}
