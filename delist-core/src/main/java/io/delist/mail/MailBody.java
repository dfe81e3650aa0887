package io.delist.mail;

import com.google.common.html.HtmlEscapers;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.util.Locale;

/**
 * A mail's text, written once and shown as plain text and as HTML. Both parts are quoted-printable,
 * so that no line on the wire is longer than 76 octets however long the link is.
 */
final class MailBody {

  private static final int TEXT_COLUMNS = 72;

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private final Locale language;

  MailBody(Locale language) {
    this.language = language;
  }

  MailBody paragraph(String words) {
    text.append(wrap(words)).append("\r\n\r\n");
    html.append("<p>").append(escape(words)).append("</p>\r\n");
    return this;
  }

  MailBody link(URI target) {
    text.append(target).append("\r\n\r\n");
    String escaped = escape(target.toString());
    html.append("<p><a href=\"").append(escaped).append("\">").append(escaped);
    html.append("</a></p>\r\n");
    return this;
  }

  MailBody emphasis(String words) {
    text.append("    ").append(words).append("\r\n\r\n");
    html.append("<p><strong style=\"font-size:1.5em\">").append(escape(words));
    html.append("</strong></p>\r\n");
    return this;
  }

  MimeMultipart toMultipart() throws MessagingException {
    String document =
        "<!DOCTYPE html>\r\n<html lang=\""
            + language.toLanguageTag()
            + "\">\r\n<body>\r\n"
            + html
            + "</body>\r\n</html>\r\n";
    MimeMultipart parts = new MimeMultipart("alternative");
    parts.addBodyPart(part(text.toString(), "plain"));
    parts.addBodyPart(part(document, "html"));
    return parts;
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, "UTF-8", subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private static String escape(String words) {
    return HtmlEscapers.htmlEscaper().escape(words);
  }

  /** Breaks at blanks before the line gets longer than {@value #TEXT_COLUMNS} characters. */
  private static String wrap(String words) {
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : words.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > TEXT_COLUMNS) {
        wrapped.append("\r\n");
        column = 0;
      } else if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return wrapped.toString();
  }
}
