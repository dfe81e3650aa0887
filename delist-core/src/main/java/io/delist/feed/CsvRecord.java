package io.delist.feed;

import java.util.ArrayList;
import java.util.List;

/** Takes one CSV record apart (RFC 4180): commas, quotes where a field needs them. */
final class CsvRecord {

  private CsvRecord() {}

  /** Whether a quoted field goes on in the next line. */
  static boolean isOpen(String text) {
    return text.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  /** The fields; one at least. */
  static List<String> parse(String text) throws BadLineException {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      int end = quoted ? endOfQuoted(text, at + 1) : endOfPlain(text, at);
      fields.add(
          quoted ? text.substring(at + 1, end - 1).replace("\"\"", "\"") : text.substring(at, end));
      if (end == text.length()) {
        return fields;
      }
      if (text.charAt(end) != ',') {
        throw new BadLineException(
            "has text after the closing quote of field " + fields.size() + "; write \"\" within");
      }
      at = end + 1;
    }
  }

  private static int endOfPlain(String text, int start) throws BadLineException {
    int comma = text.indexOf(',', start);
    int end = comma < 0 ? text.length() : comma;
    int quote = text.indexOf('"', start);
    if (quote >= 0 && quote < end) {
      throw new BadLineException("has a quote within a field that does not start with one");
    }
    return end;
  }

  /** Behind the closing quote. */
  private static int endOfQuoted(String text, int start) throws BadLineException {
    int at = start;
    while (at < text.length()) {
      if (text.charAt(at++) == '"') {
        if (at == text.length() || text.charAt(at) != '"') {
          return at;
        }
        at++;
      }
    }
    throw new BadLineException("has a quote that is not closed");
  }
}
