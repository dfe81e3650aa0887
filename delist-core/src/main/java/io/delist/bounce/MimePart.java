package io.delist.bounce;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A header and a body; a character stands for a byte in both. Of a field that is there twice the
 * first counts.
 */
final class MimePart {

  private static final int LONGEST_NAME_CHARS = 76;

  private final Map<String, String> fields;
  private final String body;

  private MimePart(Map<String, String> fields, String body) {
    this.fields = fields;
    this.body = body;
  }

  /** Reads up to the first empty line, or the first line that cannot be of a header. */
  static MimePart parse(String raw) {
    Map<String, String> fields = new HashMap<>();
    StringBuilder value = new StringBuilder();
    String name = "";
    int at = 0;
    while (at < raw.length()) {
      int end = lineEnd(raw, at);
      String line = raw.substring(at, end);
      boolean continues = !name.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"));
      String next = nameOf(line);
      if (!continues && next.isEmpty() && !(at == 0 && line.startsWith("From "))) {
        at = line.isBlank() ? Math.min(end + 1, raw.length()) : at;
        break;
      }
      if (continues) {
        value.append(' ').append(line.strip());
      } else if (!next.isEmpty()) {
        fields.putIfAbsent(name, value.toString());
        name = next;
        value.setLength(0);
        value.append(line.substring(next.length() + 1).strip());
      }
      at = Math.min(end + 1, raw.length());
    }
    fields.putIfAbsent(name, value.toString());
    fields.remove("");
    return new MimePart(fields, raw.substring(at));
  }

  /** The end of the line without its line feed. */
  static int lineEnd(String raw, int from) {
    int feed = raw.indexOf('\n', from);
    return feed < 0 ? raw.length() : feed;
  }

  private static String nameOf(String line) {
    int colon = 0;
    while (colon < line.length() && colon < LONGEST_NAME_CHARS && isOfName(line.charAt(colon))) {
      colon++;
    }
    boolean isField = colon > 0 && colon < line.length() && line.charAt(colon) == ':';
    return isField ? line.substring(0, colon).toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isOfName(char c) {
    return c > ' ' && c < 0x7f && c != ':';
  }

  /** The field's value, unfolded; empty if there is none. */
  String field(String lowerCaseName) {
    return fields.getOrDefault(lowerCaseName, "");
  }

  /** The media type in lower case; {@code text/plain} if none is given. */
  String type() {
    String value = field("content-type");
    int end = value.indexOf(';');
    String type = (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return type.isEmpty() ? "text/plain" : type;
  }

  /** A parameter of the media type; empty if there is none. */
  String parameter(String lowerCaseName) {
    String value = field("content-type");
    int at = value.indexOf(';');
    while (at >= 0) {
      int equals = value.indexOf('=', at);
      if (equals < 0) {
        return "";
      }
      String name = value.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
      boolean quoted = value.startsWith("\"", equals + 1);
      int from = equals + (quoted ? 2 : 1);
      int end = value.indexOf(quoted ? '"' : ';', from);
      if (name.equals(lowerCaseName)) {
        return (end < 0 ? value.substring(from) : value.substring(from, end)).strip();
      }
      at = end < 0 ? -1 : value.indexOf(';', end);
    }
    return "";
  }

  /** The body as it was sent. */
  String body() {
    return body;
  }
}
