package io.delist.smtp.dnsbl;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * A host or domain name, as text and as it stands in a message: lower case, letters, digits,
 * hyphens and underscores, at least one label. Immutable.
 *
 * <p>Source: RFC 1035 sections 2.3.1, 2.3.4 and 3.1, RFC 5891 section 2.3.1 (A-labels).
 */
final class DomainName {

  static final int LONGEST_OCTETS = 255;
  static final int LONGEST_LABEL = 63;

  private final String text;
  private final byte[] wire;

  private DomainName(String text, byte[] wire) {
    this.text = text;
    this.wire = wire;
  }

  /**
   * Reads {@code bl.example.org}, with or without a dot at the end.
   *
   * @param what names the setting in the message of the exception
   * @throws IllegalArgumentException if it is no such name
   */
  static DomainName parse(String what, String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      checkLabel(what, label);
      wire.write(label.length());
      for (int i = 0; i < label.length(); i++) {
        wire.write(Wire.lower((byte) label.charAt(i)));
      }
    }
    wire.write(0);
    if (wire.size() > LONGEST_OCTETS) {
      throw new IllegalArgumentException(
          what + " has " + wire.size() + " octets; a domain name has at most " + LONGEST_OCTETS);
    }
    return new DomainName(name.toLowerCase(Locale.ROOT), wire.toByteArray());
  }

  /**
   * Checks one label.
   *
   * @throws IllegalArgumentException if it is none
   */
  static void checkLabel(String what, String label) {
    boolean fits =
        !label.isEmpty()
            && label.length() <= LONGEST_LABEL
            && label.chars().allMatch(DomainName::isNameCharacter)
            && label.charAt(0) != '-'
            && label.charAt(label.length() - 1) != '-';
    if (!fits) {
      throw new IllegalArgumentException(
          what
              + " has a label that is not 1 to "
              + LONGEST_LABEL
              + " letters, digits, hyphens and underscores without a hyphen at either end;"
              + " for example bl.example.org, an international name as its A-labels (xn--...)");
    }
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /** Labels and the root's zero; not to be written to. */
  byte[] wire() {
    return wire;
  }

  /** Whether this is the other name or lies below it. */
  boolean isWithin(DomainName other) {
    return text.equals(other.text) || text.endsWith("." + other.text);
  }

  /** Without a dot at the end. */
  @Override
  public String toString() {
    return text;
  }
}
