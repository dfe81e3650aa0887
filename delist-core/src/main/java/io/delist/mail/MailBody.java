package io.delist.mail;

import com.google.common.html.HtmlEscapers;
import java.net.URI;
import java.util.Locale;

/** A mail's text, written once and shown as plain text and as HTML. */
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

  MailText toText(String subject) {
    String document =
        "<!DOCTYPE html>\r\n<html lang=\""
            + language.toLanguageTag()
            + "\">\r\n<body>\r\n"
            + html
            + "</body>\r\n</html>\r\n";
    return new MailText(subject, text.toString(), document);
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
