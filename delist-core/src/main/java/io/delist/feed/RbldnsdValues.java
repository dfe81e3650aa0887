package io.delist.feed;

import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;

/**
 * What a DNSBL answers for an entry: {@code :127.0.0.2:text}, {@code :2:text}, {@code :2} (the text
 * of the default), {@code :2:} (no text) or the text alone (the address of the default). The text
 * stays as it is, {@code $} and all; of more than 200 characters the first are kept.
 */
final class RbldnsdValues {

  private static final IpAddress USUAL = IpAddress.parse("127.0.0.2");
  private static final int OCTETS = 4;

  private FeedValue usual = FeedValue.NONE;

  /** What an entry without a value has. */
  FeedValue usual() {
    return usual;
  }

  /** A line that starts with a colon: the value of the entries that follow. */
  void setUsual(String text) throws BadLineException {
    usual = parse(text, FeedValue.NONE);
  }

  /** The value of an entry. */
  FeedValue parse(String text) throws BadLineException {
    return parse(text, usual);
  }

  private static FeedValue parse(String text, FeedValue usual) throws BadLineException {
    if (!text.startsWith(":")) {
      return new FeedValue(null, FeedValue.fit(text), null, null, "", usual.answer());
    }
    int colon = text.indexOf(':', 1);
    IpAddress answer = answer((colon < 0 ? text.substring(1) : text.substring(1, colon)).strip());
    String reason = colon < 0 ? usual.reason() : FeedValue.fit(text.substring(colon + 1));
    return new FeedValue(null, reason, null, null, "", answer.equals(USUAL) ? null : answer);
  }

  /** {@code 2} and {@code 127.2} are 127.0.0.2. */
  private static IpAddress answer(String text) throws BadLineException {
    String full = text.indexOf('.') < 0 ? "127." + text : text;
    int octets = (int) full.chars().filter(c -> c == '.').count() + 1;
    int lastDot = full.lastIndexOf('.');
    String zeros = ".0".repeat(Math.max(0, OCTETS - octets));
    try {
      IpAddress answer =
          IpAddress.parse(full.substring(0, lastDot) + zeros + full.substring(lastDot));
      if (answer.isV4() && answer.v4Bits() != 0) {
        return answer;
      }
    } catch (AddressSyntaxException e) {
      // Told below, in the words of the zone file.
    }
    throw new BadLineException(
        "the value's address "
            + BadLineException.quote(text)
            + " is no IPv4 address; write :127.0.0.2:text");
  }
}
