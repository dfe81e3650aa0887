package io.delist.smtp;

import static java.util.regex.Pattern.DOTALL;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a refusal, after the codes. {@code {address}} stands for the refused address in its
 * canonical form and {@code {url}} for where to ask for its removal; both come from us, so nothing
 * that a client sends gets into a reply. A template may begin with codes of its own, as in {@code
 * 554 5.7.1 No mail from {address}}; they take the place of the usual ones. Immutable.
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

  /** Three digits at the beginning are meant as a code, whatever follows. */
  private static final Pattern MEANT_AS_CODE = Pattern.compile("[0-9]{3}(?:[ -].*)?", DOTALL);

  private static final Pattern OWN_CODES = Pattern.compile("([0-9]{3}) ([0-9.]+) (.*)", DOTALL);

  /** A server that answers with one of them closes the connection (RFC 5321 3.8, RFC 7504). */
  private static final Set<String> HANGING_UP = Set.of("421", "521");

  /**
   * The reference system's words; those who read bounces know them. Made after what it is checked
   * with.
   */
  public static final ReplyTemplate DEFAULT =
      of(
          "Access denied, banned sending IP [{address}]; To request removal from this list please"
              + " visit {url} and follow the directions.");

  /** What a client is told whose removal waits. Made after what it is checked with. */
  public static final ReplyTemplate DEFERRAL =
      of(
          "The removal of [{address}] from the blocklist is under way; please try again later."
              + " See {url}");

  private final @Nullable Codes codes;
  private final String text;

  /** Codes that a template brings along. */
  private record Codes(int code, String enhancedCode) {}

  private ReplyTemplate(@Nullable Codes codes, String text) {
    this.codes = codes;
    this.text = text;
  }

  /**
   * A template of this text.
   *
   * @throws IllegalArgumentException if it has a placeholder other than the two or a brace that is
   *     none, is not one line of printable ASCII, is too long for a reply, or begins with a code
   *     and not with a negative reply code and an enhanced status code of the same class, or with
   *     421 or 521, after which a mail server hangs up and {@code postmaster} is out of reach
   */
  public static ReplyTemplate of(String whole) {
    Codes codes = null;
    String text = whole;
    if (MEANT_AS_CODE.matcher(whole).matches()) {
      Matcher own = ownCodes(whole);
      codes = new Codes(Integer.parseInt(own.group(1)), own.group(2));
      text = own.group(3);
    }
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
    ReplyTemplate template = new ReplyTemplate(codes, text);
    try {
      template.longest("");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("reply template does not fit: " + e.getMessage(), e);
    }
    return template;
  }

  private static Matcher ownCodes(String whole) {
    Matcher own = OWN_CODES.matcher(whole);
    if (!own.matches()) {
      throw new IllegalArgumentException(
          "reply template begins with the three digits of a reply code and not with both codes;"
              + " write them as in 554 5.7.1 No mail from {address}, or begin with a word");
    }
    if (HANGING_UP.contains(own.group(1))) {
      throw new IllegalArgumentException(
          "reply template has the code "
              + own.group(1)
              + ", after which the mail server hangs up, so that the session would not reach"
              + " postmaster; use another, as in 451 or 554");
    }
    return own;
  }

  /** The reply: the template's own codes, or these. */
  SmtpReply reply(int code, String enhancedCode, IpAddress address, String url) {
    return codes == null
        ? new SmtpReply(code, enhancedCode, fill(address, url))
        : new SmtpReply(codes.code(), codes.enhancedCode(), fill(address, url));
  }

  /**
   * Fails if a reply with this portal could be too long, or has a code of another class.
   *
   * @param name what the template is called in messages
   * @param codeClass 4 or 5
   * @throws IllegalArgumentException naming both
   */
  void checkFits(String name, int codeClass, PortalUrl portal) {
    if (codes != null && codes.code() / 100 != codeClass) {
      throw new IllegalArgumentException(
          name + " has the code " + codes.code() + "; that takes a " + codeClass + "xx code");
    }
    try {
      longest(portal.toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name
              + " of "
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
    return reply(550, ReasonCode.BANNED.enhancedStatusCode(), LONGEST_ADDRESS, url);
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
    return codes == null ? text : codes.code() + " " + codes.enhancedCode() + " " + text;
  }
}
