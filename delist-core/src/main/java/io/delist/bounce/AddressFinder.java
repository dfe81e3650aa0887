package io.delist.bounce;

import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the IP addresses of a text, each with its strongest place.
 *
 * <p>The address of the server that refused ({@code host mx.example.net[192.0.2.25] said: …}) is
 * passed over: it is never the one that was refused.
 */
final class AddressFinder {

  private static final String ANCHOR = "bannedsendingip";
  private static final List<String> REFUSER_WORDS =
      List.of("said", "returned", "refusedtotalk", "smtperrorfrom");
  private static final int LONGEST_ADDRESS_CHARS = 45;
  private static final int LONGEST_BARE_CHARS = 64;
  private static final int LONGEST_TAG_CHARS = 16;

  /** How far before an address in brackets its reason code may stand, in squeezed characters. */
  private static final int CODE_REACH = 300;

  private final Squeezed text;
  private final List<CodeHit> codes;
  private final Map<IpAddress, AddressHit> hits = new LinkedHashMap<>();
  private int nextCode;

  private AddressFinder(Squeezed text, List<CodeHit> codes) {
    this.text = text;
    this.codes = codes;
  }

  static Collection<AddressHit> find(Squeezed text, List<CodeHit> codes) {
    AddressFinder finder = new AddressFinder(text, codes);
    int at = 0;
    while (at < text.length()) {
      at = finder.step(at);
    }
    return finder.hits.values();
  }

  /** Looks at one place and says which is the next. */
  private int step(int at) {
    if (text.hasAt(at, ANCHOR)) {
      return anchored(at + ANCHOR.length());
    }
    if (text.at(at) == '[') {
      return bracketed(at, followsCode(at) ? Strength.REFUSED : Strength.BRACKETED);
    }
    return Chars.ADDRESS.has(text.at(at)) ? bare(at) : at + 1;
  }

  private int anchored(int from) {
    int at = from + (text.hasAt(from, "address") ? "address".length() : 0);
    at += text.at(at) == ':' && text.at(at + 1) != ':' ? 1 : 0;
    if (text.at(at) == '[') {
      return bracketed(at, Strength.BANNED);
    }
    int start = afterTag(at);
    int end = text.endOf(start, LONGEST_BARE_CHARS, true, Chars.ADDRESS);
    // Where lines were broken the address may end, or go on: the longest reading that is one.
    for (int to = end; to > start; to--) {
      boolean mayEnd = to == end || text.gapBefore(to) != Gap.NONE || isStop(text.at(to));
      Optional<IpAddress> address = mayEnd ? parse(text.text(start, to)) : Optional.empty();
      if (address.isPresent()) {
        add(address.get(), start, Strength.BANNED);
        return to;
      }
    }
    return from;
  }

  /** Reads {@code [192.0.2.1]} and {@code [IPv6:2001:db8::1]}, broken over lines or not. */
  private int bracketed(int open, Strength strength) {
    int start = afterTag(open + 1);
    int end = text.endOf(start, LONGEST_ADDRESS_CHARS + 1, true, Chars.ADDRESS);
    if (text.at(end) == ']' && !isRefuser(end + 1)) {
      parse(text.text(start, end)).ifPresent(address -> add(address, start, strength));
    }
    return text.at(end) == ']' ? end + 1 : open + 1;
  }

  private int bare(int from) {
    int end = text.endOf(from, Integer.MAX_VALUE, false, Chars.ADDRESS);
    boolean inWord = text.isJoined(from, false) && isOfWord(text.at(from - 1));
    int colon = text.text(from, Math.min(end, from + LONGEST_TAG_CHARS)).indexOf(':');
    // What ends in a colon is a label: "addr:192.0.2.1".
    int start = inWord ? from + colon + 1 : from;
    if ((!inWord || colon >= 0)
        && end - start <= LONGEST_BARE_CHARS
        && !goesOn(end)
        && !isPieceOfBroken(start, end)
        && !isRefuser(")]".indexOf(text.at(end)) >= 0 ? end + 1 : end)) {
      String run = trimStops(text.text(start, end));
      parse(run)
          .or(() -> parse(run.substring(run.lastIndexOf(':') + 1)))
          .or(() -> parse(run.substring(0, Math.max(0, run.indexOf(':')))))
          .ifPresent(address -> add(address, start, Strength.BARE));
    }
    return end;
  }

  /** Whether a word, a zone id or a prefix length follows at once. */
  private boolean goesOn(int end) {
    char next = text.at(end);
    return text.isJoined(end, false)
        && (isOfWord(next) || next == '%' || (next == '/' && Chars.isDigit(text.at(end + 1))));
  }

  /**
   * Whether a line break before or behind may have cut a piece off, which would leave another
   * address. A line that is nothing but an address is whole.
   */
  private boolean isPieceOfBroken(int start, int end) {
    boolean brokenBefore = text.gapBefore(start) == Gap.BREAK && Chars.isDigit(text.at(start - 1));
    boolean brokenBehind = text.gapBefore(end) == Gap.BREAK && Chars.ADDRESS.has(text.at(end));
    boolean wholeLine = text.startsLine(start) && text.startsLine(end);
    return (brokenBefore || brokenBehind) && !wholeLine;
  }

  private int afterTag(int at) {
    return text.hasAt(at, "ipv6:") ? at + "ipv6:".length() : at;
  }

  private boolean isRefuser(int at) {
    return REFUSER_WORDS.stream().anyMatch(words -> text.hasAt(at, words));
  }

  private boolean followsCode(int at) {
    while (nextCode < codes.size() && codes.get(nextCode).index() < at) {
      nextCode++;
    }
    return nextCode > 0 && at - codes.get(nextCode - 1).index() <= CODE_REACH;
  }

  private void add(IpAddress address, int index, Strength strength) {
    AddressHit known = hits.get(address);
    if (known == null || known.strength().compareTo(strength) < 0) {
      hits.put(address, AddressHit.of(address, index, strength));
    }
  }

  /** The parser decides; what cannot be an address for its shape is not worth its error message. */
  private static Optional<IpAddress> parse(String run) {
    long dots = run.chars().filter(c -> c == '.').count();
    long colons = run.chars().filter(c -> c == ':').count();
    boolean hasDigit = run.chars().anyMatch(c -> Chars.isDigit((char) c));
    if (!hasDigit
        || run.length() > LONGEST_ADDRESS_CHARS
        || (colons == 0 ? dots != 3 : colons < 2)) {
      return Optional.empty();
    }
    try {
      return Optional.of(IpAddress.parse(run));
    } catch (AddressSyntaxException e) {
      return Optional.empty();
    }
  }

  private static String trimStops(String run) {
    int from = 0;
    int to = run.length();
    while (from < to && isStop(run.charAt(from)) && !run.startsWith("::", from)) {
      from++;
    }
    while (to > from && isStop(run.charAt(to - 1)) && !run.substring(from, to).endsWith("::")) {
      to--;
    }
    return run.substring(from, to);
  }

  private static boolean isStop(char c) {
    return c == '.' || c == ':';
  }

  private static boolean isOfWord(char c) {
    return Chars.BASE64URL.has(c) || c == '@';
  }
}
