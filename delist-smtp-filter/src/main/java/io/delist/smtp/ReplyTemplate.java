package io.delist.smtp;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a refusal, after the codes. {@code {address}} stands for the refused address in its
 * canonical form and {@code {url}} for where to ask for its removal; both come from us, so nothing
 * that a client sends gets into a reply. Immutable.
 *
 * <p>The text is checked when the template is made, as the line that it gives for the longest
 * address and the longest reference. <b>Threads:</b> safe.
 */
public final class ReplyTemplate {

  /** 39 characters; an IPv4-mapped address is written as the IPv4 address. */
  static final IpAddress LONGEST_ADDRESS =
      IpAddress.parse("2001:db80:1111:2222:3333:4444:5555:6666");

  /** The longest reference: four characters of key id, a dot, 44 bytes in base64url. */
  static final String LONGEST_REFERENCE = "k".repeat(64);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

  /**
   * The reference system's words; those who read bounces know them. Made after what it is checked
   * with.
   */
  public static final ReplyTemplate DEFAULT =
      of(
          "Access denied, banned sending IP [{address}]; To request removal from this list please"
              + " visit {url} and follow the directions.");

  private final String text;

  private ReplyTemplate(String text) {
    this.text = text;
  }

  /**
   * A template of this text.
   *
   * @throws IllegalArgumentException if it has a placeholder other than the two or a brace that is
   *     none, is not one line of printable ASCII, or is too long for a reply
   */
  public static ReplyTemplate of(String text) {
    Matcher placeholders = PLACEHOLDER.matcher(text);
    while (placeholders.find()) {
      String name = placeholders.group(1);
      if (!name.equals("address") && !name.equals("url")) {
        throw new IllegalArgumentException(
            "reply template has an unknown placeholder "
                + SmtpText.quote("{" + name + "}")
                + "; there are {address} and {url}");
      }
    }
    String rest = PLACEHOLDER.matcher(text).replaceAll("");
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "reply template has a brace that belongs to no placeholder;"
              + " there are {address} and {url}");
    }
    ReplyTemplate template = new ReplyTemplate(text);
    try {
      template.longest("");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("reply template does not fit: " + e.getMessage(), e);
    }
    return template;
  }

  /** The reply for a refusal: 550, and the enhanced status code of the reason. */
  SmtpReply refusal(ReasonCode reason, IpAddress address, String url) {
    return new SmtpReply(550, reason.enhancedStatusCode(), fill(address, url));
  }

  /**
   * Fails if a reply with this portal could be too long.
   *
   * @throws IllegalArgumentException naming both
   */
  void checkFits(PortalUrl portal) {
    try {
      longest(portal.toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "reply template of "
              + text.length()
              + " characters and portal URL of "
              + portal.toString().length()
              + " do not fit together: "
              + e.getMessage()
              + "; shorten either",
          e);
    }
  }

  private SmtpReply longest(String portal) {
    String url = portal + "r/" + LONGEST_REFERENCE;
    return refusal(ReasonCode.BANNED, LONGEST_ADDRESS, url);
  }

  boolean hasUrl() {
    return text.contains("{url}");
  }

  private String fill(IpAddress address, String url) {
    return text.replace("{address}", address.toString()).replace("{url}", url);
  }

  /** The text with its placeholders. */
  @Override
  public String toString() {
    return text;
  }
}
