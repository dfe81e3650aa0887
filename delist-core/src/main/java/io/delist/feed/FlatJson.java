package io.delist.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259) of strings, numbers, {@code true}, {@code false} and {@code
 * null}; strict, and without objects and arrays within it, so nothing in it nests.
 *
 * <p>A name may stand once. Half of a surrogate pair is refused. A value is given as text; a number
 * as it is written, {@code null} as if the name were not there.
 *
 * <p><b>Cost:</b> time and memory grow with the text.
 */
final class FlatJson {

  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /** The object's fields in the order in which they stand. */
  static Map<String, String> parse(String text) throws BadLineException {
    FlatJson json = new FlatJson(text);
    Map<String, String> fields = json.object();
    json.skipSpace();
    if (json.at < text.length()) {
      throw json.bad("has text after its end");
    }
    return fields;
  }

  private Map<String, String> object() throws BadLineException {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, Boolean> names = new LinkedHashMap<>();
    expect('{');
    skipSpace();
    if (peek() == '}') {
      at++;
      return fields;
    }
    while (true) {
      skipSpace();
      String name = string();
      if (names.put(name, true) != null) {
        throw bad("has the name " + BadLineException.quote(name) + " twice");
      }
      expect(':');
      String value = value();
      if (value != null) {
        fields.put(name, value);
      }
      skipSpace();
      if (peek() == '}') {
        at++;
        return fields;
      }
      expect(',');
    }
  }

  private @Nullable String value() throws BadLineException {
    skipSpace();
    return switch (peek()) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> {
        word("null");
        yield null;
      }
      case '{', '[' -> throw bad("has an object or a list within it; one flat object is expected");
      default -> number();
    };
  }

  private String word(String word) throws BadLineException {
    if (!text.startsWith(word, at)) {
      throw bad("has a word that is none of true, false, null");
    }
    at += word.length();
    return word;
  }

  private String number() throws BadLineException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    return text.substring(start, at);
  }

  private void digits() throws BadLineException {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw bad("has a value that is no string, number, true, false or null");
    }
  }

  private String string() throws BadLineException {
    expect('"');
    int end = at;
    while (end < text.length() && isPlain(text.charAt(end))) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '"') {
      String plain = text.substring(at, end);
      at = end + 1;
      return plain;
    }
    StringBuilder string = new StringBuilder();
    while (true) {
      if (at == text.length()) {
        throw bad("has a string without an end");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        break;
      }
      if (c < 0x20) {
        throw bad("has a control character in a string");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    if (string.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)) {
      throw bad("has half of a surrogate pair in a string");
    }
    return string.toString();
  }

  /** Neither an end, an escape, a control character nor half of a surrogate pair. */
  private static boolean isPlain(char c) {
    return c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  private char escaped() throws BadLineException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw bad("has a \\ before a character that needs none");
    };
  }

  private char unicode() throws BadLineException {
    int value = 0;
    for (int end = at + 4; at < end; at++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw bad("has a \\u without four hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private void expect(char c) throws BadLineException {
    skipSpace();
    if (peek() != c || at == text.length()) {
      throw bad("has no " + c);
    }
    at++;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character, or NUL, which fits nowhere, at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private BadLineException bad(String why) {
    return new BadLineException(
        "is not one flat JSON object: it " + why + " (character " + (at + 1) + ")");
  }
}
