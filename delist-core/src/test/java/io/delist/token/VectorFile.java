package io.delist.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of {@code token-vectors.json}: JSON, in which each key and each vector is one line, an
 * object of strings. So a JSON reader reads it, and so do these few lines.
 */
final class VectorFile {

  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\": \"([^\"]*)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private VectorFile() {}

  static String write(
      List<String> about, List<Map<String, String>> keys, List<Map<String, String>> vectors) {
    return "{\n  \"about\": [\n"
        + String.join(",\n", about.stream().map(line -> "    \"" + escape(line) + '"').toList())
        + "\n  ],\n  \"keys\": [\n"
        + objects(keys)
        + "\n  ],\n  \"vectors\": [\n"
        + objects(vectors)
        + "\n  ]\n}\n";
  }

  private static String objects(List<Map<String, String>> objects) {
    return String.join(",\n", objects.stream().map(VectorFile::object).toList());
  }

  private static String object(Map<String, String> members) {
    List<String> texts = new ArrayList<>();
    members.forEach((name, value) -> texts.add("\"" + name + "\": \"" + escape(value) + '"'));
    return "    {" + String.join(", ", texts) + "}";
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
      escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return escaped.toString();
  }

  /** The vectors, in order; the lines of keys have no name. */
  static List<Map<String, String>> readVectors(String json) {
    return json.lines()
        .map(VectorFile::readObject)
        .filter(members -> members.containsKey("name"))
        .toList();
  }

  private static Map<String, String> readObject(String line) {
    Map<String, String> members = new LinkedHashMap<>();
    Matcher matcher = MEMBER.matcher(line);
    while (matcher.find()) {
      members.put(matcher.group(1), unescape(matcher.group(2)));
    }
    return members;
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }
}
