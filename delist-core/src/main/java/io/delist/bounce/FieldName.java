package io.delist.bounce;

import java.util.Locale;
import java.util.Set;

/** What a line says that it is: {@code From: …}, as in a header or in a form that was pasted. */
final class FieldName {

  private static final Set<String> SENDERS =
      Set.of("from", "sender", "reply-to", "return-path", "보낸 사람", "보낸사람", "발신자", "발신인");
  private static final Set<String> RECIPIENTS =
      Set.of("recipient", "recipients", "rcpt", "받는 사람", "받는사람", "수신자", "수신인");
  private static final Set<String> IDS =
      Set.of("message-id", "references", "in-reply-to", "content-id", "x-message-id");

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

  static boolean isOfSenders(String name) {
    return SENDERS.contains(name);
  }

  static boolean isOfRecipients(String name) {
    return RECIPIENTS.contains(name);
  }

  /** Fields of things that look like a mailbox and are none. */
  static boolean isOfIds(String name) {
    return IDS.contains(name);
  }
}
