package io.delist.bounce;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of an HTML part, for reading by machine only: it is not made safe for a page. */
final class HtmlText {

  private static final Set<String> INLINE =
      Set.of("a", "b", "i", "u", "em", "strong", "span", "font", "code", "tt", "wbr");
  private static final Map<String, Character> ENTITIES =
      Map.of("lt", '<', "gt", '>', "amp", '&', "quot", '"', "nbsp", ' ', "apos", '\'');
  private static final int LONGEST_ENTITY_CHARS = 8;

  private HtmlText() {}

  static String of(String html) {
    StringBuilder text = new StringBuilder(html.length());
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      int end = c == '<' ? html.indexOf('>', at) : c == '&' ? entityEnd(html, at) : -1;
      if (end < 0) {
        if (c == '<') {
          // A tag without an end: what follows is no text.
          break;
        }
        text.append(c);
        at++;
        continue;
      }
      String inner = html.substring(at + 1, end);
      text.append(c == '<' ? tag(inner) : entity(inner));
      at = end + 1;
    }
    return text.toString();
  }

  private static String tag(String inner) {
    int from = inner.startsWith("/") ? 1 : 0;
    int to = from;
    while (to < inner.length() && Chars.isLetter(inner.charAt(to))) {
      to++;
    }
    return INLINE.contains(inner.substring(from, to).toLowerCase(Locale.ROOT)) ? "" : "\n";
  }

  private static int entityEnd(String html, int at) {
    int end = at + 1;
    while (end < html.length() && end - at <= LONGEST_ENTITY_CHARS && html.charAt(end) != ';') {
      end++;
    }
    return end < html.length() && html.charAt(end) == ';' ? end : -1;
  }

  private static String entity(String name) {
    if (name.startsWith("#")) {
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      try {
        int c = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        return Character.isValidCodePoint(c) ? Character.toString(c) : " ";
      } catch (NumberFormatException e) {
        return " ";
      }
    }
    Character known = ENTITIES.get(name);
    return known == null ? " " : known.toString();
  }
}
