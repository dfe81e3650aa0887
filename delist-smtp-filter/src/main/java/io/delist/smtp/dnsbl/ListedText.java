package io.delist.smtp.dnsbl;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import io.delist.smtp.PortalUrl;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The text of the TXT records, which mail servers show to the sender whom they refuse: {@code
 * {code}} stands for the enhanced status code of the reason, {@code {address}} for the address that
 * was asked about and {@code {url}} for the portal. A resolver keeps the text for every client, so
 * there is no signed reference in it. Immutable.
 */
final class ListedText {

  /** One string of a TXT record; what more there were, clients glue together or drop. */
  static final int LONGEST_OCTETS = 255;

  private static final IpAddress LONGEST_ADDRESS =
      IpAddress.parse("2001:db80:1111:2222:3333:4444:5555:6666");

  private static final String[] PLACEHOLDERS = {"{code}", "{address}", "{url}"};

  private static final Pattern UNLIKE_RBLDNSD = Pattern.compile("\\{address\\}[0-9$=]|^=");

  private final String template;

  private ListedText(String template) {
    this.template = template;
  }

  /**
   * The text with the portal filled in.
   *
   * @throws IllegalArgumentException if it is not one line of printable ASCII, has an unknown
   *     placeholder, or is too long with the longest address
   */
  static ListedText of(String template, PortalUrl portal) {
    String rest = template;
    for (String placeholder : PLACEHOLDERS) {
      rest = rest.replace(placeholder, "");
    }
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "the text of listings has a brace that belongs to no placeholder;"
              + " there are {code}, {address} and {url}");
    }
    if (!template.chars().allMatch(c -> c >= 0x20 && c <= 0x7e) || template.isBlank()) {
      throw new IllegalArgumentException(
          "the text of listings must be one line of printable ASCII, and not empty");
    }
    ListedText text = new ListedText(template.replace("{url}", portal.toString()));
    int longest = text.of(ReasonCode.BANNED, LONGEST_ADDRESS).length;
    if (longest > LONGEST_OCTETS) {
      throw new IllegalArgumentException(
          "the text of listings has "
              + longest
              + " octets with the longest address and the portal's URL; a string of a TXT record"
              + " has at most "
              + LONGEST_OCTETS);
    }
    return text;
  }

  byte[] of(ReasonCode reason, IpAddress address) {
    return template
        .replace("{code}", reason.enhancedStatusCode())
        .replace("{address}", address.toString())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The text as a template of rbldnsd's, in which {@code $} stands for the address.
   *
   * @throws IllegalArgumentException if rbldnsd would read it otherwise
   */
  String forRbldnsd(ReasonCode reason) {
    if (UNLIKE_RBLDNSD.matcher(template).find()) {
      throw new IllegalArgumentException(
          "rbldnsd cannot have this text of listings: a digit, $ or = behind {address}, or = at its"
              + " beginning; put another character there");
    }
    return template
        .replace("$", "$$")
        .replace("{code}", reason.enhancedStatusCode())
        .replace("{address}", "$");
  }
}
