package io.delist.bounce;

import java.util.Locale;
import java.util.Set;

/** What a line says that it is: {@code From: …}, as in a header or in a form that was pasted. */
final class FieldName {

  /** The field by which {@link MimeText} tells whom a bounce was sent to. */
  static final String OF_BOUNCED_TO = "bounced-to";

  private static final Set<String> AUTHORS =
      Set.of("from", "sender", "보낸 사람", "보낸사람", "발신자", "발신인");
  private static final Set<String> REVERSE_PATHS =
      Set.of("return-path", "x-postfix-sender", "envelope-from");
  private static final Set<String> ADDRESSEES = Set.of("to", "받는 사람", "받는사람", "수신자", "수신인");

  private static final int LONGEST_CHARS = 24;

  private FieldName() {}

  /** The words before the first colon of the line, in lower case; empty if there are none. */
  static String of(Squeezed text, int index) {
    String source = text.source();
    int origin = text.origin(index);
    int from = text.lineStart(origin);
    while (from < origin && " \t>".indexOf(source.charAt(from)) >= 0) {
      from++;
    }
    int to = from;
    while (to < origin && to - from < LONGEST_CHARS && source.charAt(to) != ':') {
      to++;
    }
    return source.charAt(to) == ':'
        ? source.substring(from, to).strip().toLowerCase(Locale.ROOT)
        : "";
  }

  static boolean isOfAuthors(String name) {
    return AUTHORS.contains(name);
  }

  static boolean isOfReversePaths(String name) {
    return REVERSE_PATHS.contains(name);
  }

  static boolean isOfAddressees(String name) {
    return ADDRESSEES.contains(name);
  }
}
