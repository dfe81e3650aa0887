package io.delist.mail;

import com.google.common.base.CharMatcher;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a subject as a header's value whose lines stay below 78 octets. Jakarta Mail's own fills
 * encoded words (RFC 2047) to 76 octets and forgets the header's name before the first.
 */
final class SubjectHeader {

  /** {@code "Subject: "}. */
  private static final int NAME_OCTETS = 9;

  /** 36 octets are 48 in base64 and 60 with {@code =?UTF-8?B??=} around them. */
  private static final int WORD_OCTETS = 36;

  private SubjectHeader() {}

  static String of(String subject) throws UnsupportedEncodingException {
    if (CharMatcher.ascii().matchesAllOf(subject)) {
      return MimeUtility.fold(NAME_OCTETS, subject);
    }
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int octets = 0;
    for (int codePoint : subject.codePoints().toArray()) {
      String character = Character.toString(codePoint);
      int length = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + length > WORD_OCTETS) {
        words.add(encoded(word));
        word.setLength(0);
        octets = 0;
      }
      word.append(character);
      octets += length;
    }
    words.add(encoded(word));
    return String.join("\r\n ", words);
  }

  private static String encoded(StringBuilder word) throws UnsupportedEncodingException {
    return MimeUtility.encodeWord(word.toString(), "UTF-8", "B");
  }
}
