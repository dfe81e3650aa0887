package io.delist.mailbox;

import static io.delist.mailbox.EmailSyntaxException.quote;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads email addresses. Refuses what it does not know to be harmless; repairs nothing. */
final class EmailText {

  private static final int LONGEST_OCTETS = 254;
  private static final int LONGEST_LOCAL_OCTETS = 64;
  private static final int LONGEST_LABEL_OCTETS = 63;
  private static final String ATEXT_MARKS = "!#$%&'*+-/=?^_`{|}~";

  /** The characters that IDNA reads as dots beside the dot itself. */
  private static final String OTHER_DOTS = "\u3002\uff0e\uff61";

  private EmailText() {}

  static EmailAddress parse(String text, boolean utf8) {
    if (text.isEmpty()) {
      throw new EmailSyntaxException("an email address is missing; write it as name@example.org");
    }
    if (text.length() > LONGEST_OCTETS) {
      throw refuse(text, "is longer than " + LONGEST_OCTETS + " characters");
    }
    text.chars().forEach(c -> refuseDangerous(text, (char) c));
    int at = text.indexOf('@');
    if (at < 0) {
      throw refuse(text, "has no \"@\"; write it as name@example.org");
    }
    if (at != text.lastIndexOf('@')) {
      throw refuse(text, "has more than one \"@\"; write one address, as name@example.org");
    }
    String localPart = text.substring(0, at);
    checkLocalPart(text, localPart, utf8);
    String domain = readDomain(text, text.substring(at + 1));
    if (octets(localPart) + 1 + domain.length() > LONGEST_OCTETS) {
      throw refuse(
          text, "is longer than " + LONGEST_OCTETS + " octets once its domain is in ASCII");
    }
    return new EmailAddress(localPart, domain);
  }

  /** What breaks lines, or becomes what does when software keeps only the low byte of it. */
  private static void refuseDangerous(String text, char c) {
    int low = c & 0xff;
    if (c > 0x7f && (low == 0 || low == '\r' || low == '\n')) {
      throw refuse(
          text,
          String.format(
              Locale.ROOT,
              "has U+%04X, which some mail software turns into a line break or an end of text;"
                  + " write the domain in its xn-- form",
              (int) c));
    }
    if (c < 0x20 || c == 0x7f) {
      throw refuse(text, "has a control character or a line break; write one plain address");
    }
    switch (c) {
      case ' ' -> throw refuse(text, "has a blank; leave it out");
      case '<', '>' -> throw refuse(text, "has angle brackets; leave them and the name out");
      case ',', ';' -> throw refuse(text, "looks like a list; write one address");
      case '"', '\\' -> throw refuse(text, "has a quoted part, to which delist does not send");
      case '(', ')' -> throw refuse(text, "has a comment; leave it out");
      case '[', ']' -> throw refuse(text, "has an IP address for a domain; write a domain name");
      default -> {}
    }
  }

  private static void checkLocalPart(String text, String localPart, boolean utf8) {
    if (localPart.isEmpty()) {
      throw refuse(text, "has nothing before the \"@\"");
    }
    if (octets(localPart) > LONGEST_LOCAL_OCTETS) {
      throw refuse(text, "has more than " + LONGEST_LOCAL_OCTETS + " octets before the \"@\"");
    }
    if (localPart.startsWith(".") || localPart.endsWith(".") || localPart.contains("..")) {
      throw refuse(text, "has a dot at the start or end of the name, or two in a row");
    }
    if (!localPart.codePoints().allMatch(c -> c == '.' || isAtext(c) || (utf8 && isWordy(c)))) {
      throw refuse(
          text,
          "has a character before the \"@\" that is not "
              + (utf8 ? "a letter, digit or one of " : "an ASCII letter, digit or one of ")
              + ATEXT_MARKS);
    }
  }

  private static String readDomain(String text, String typed) {
    if (typed.isEmpty()) {
      throw refuse(text, "has nothing after the \"@\"");
    }
    typed.codePoints().forEach(c -> checkDomainCharacter(text, c));
    String domain =
        toAscii(typed)
            .orElseThrow(() -> refuse(text, "has a domain that cannot be written in ASCII"));
    String[] labels = domain.split("\\.", -1);
    for (String label : labels) {
      checkLabel(text, label);
    }
    if (labels.length < 2) {
      throw refuse(text, "has a domain of one label; write a whole one, as example.org");
    }
    if (labels[labels.length - 1].chars().allMatch(EmailText::isDigit)) {
      throw refuse(text, "has a domain that ends in a number; write a domain name");
    }
    return domain;
  }

  private static void checkDomainCharacter(String text, int c) {
    // IDNA 2003, which the JDK has, maps these to other letters; IDNA 2008 made them letters of
    // their own. The mail would go to somebody else's domain.
    if (c == 0xdf || c == 0x1e9e || c == 0x3c2) {
      throw refuse(
          text,
          String.format(
              Locale.ROOT,
              "has U+%04X, which stands for different domains in IDNA 2003 and 2008;"
                  + " write the domain in its xn-- form",
              c));
    }
    boolean fits =
        c < 0x80
            ? isLetterOrDigit(c) || c == '-' || c == '.'
            : isWordy(c) || OTHER_DOTS.indexOf(c) >= 0;
    if (!fits) {
      throw refuse(text, "has a domain with a character other than a letter, digit, dot or hyphen");
    }
  }

  private static Optional<String> toAscii(String domain) {
    if (domain.chars().allMatch(c -> c < 0x80)) {
      return Optional.of(domain.toLowerCase(Locale.ROOT));
    }
    try {
      return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // Its message quotes the text as it came, so it goes no further.
      return Optional.empty();
    }
  }

  private static void checkLabel(String text, String label) {
    if (label.isEmpty()) {
      throw refuse(text, "has a dot at the start or end of the domain, or two in a row");
    }
    if (label.length() > LONGEST_LABEL_OCTETS) {
      throw refuse(text, "has a domain label of more than " + LONGEST_LABEL_OCTETS + " characters");
    }
    boolean plain =
        label.chars().allMatch(c -> isLetterOrDigit(c) || c == '-')
            && !label.startsWith("-")
            && !label.endsWith("-");
    if (!plain) {
      throw refuse(text, "has a domain label that starts or ends with a hyphen");
    }
  }

  /** A letter, digit or mark outside ASCII. */
  private static boolean isWordy(int c) {
    return c >= 0x80
        && (Character.isLetterOrDigit(c)
            || Character.getType(c) == Character.NON_SPACING_MARK
            || Character.getType(c) == Character.COMBINING_SPACING_MARK);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isAtext(int c) {
    return c < 0x80 && (isLetterOrDigit(c) || ATEXT_MARKS.indexOf(c) >= 0);
  }

  private static boolean isLetterOrDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static EmailSyntaxException refuse(String text, String why) {
    return new EmailSyntaxException("email address " + quote(text) + " " + why);
  }
}
