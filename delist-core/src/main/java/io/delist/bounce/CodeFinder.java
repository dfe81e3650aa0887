package io.delist.bounce;

import io.delist.blocklist.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/** Finds {@code 5.7.606} to {@code 5.7.649}, and the shorthand {@code 5.7.606-649}. */
final class CodeFinder {

  private static final String CLASS_AND_SUBJECT = "5.7.";
  private static final int DETAIL_CHARS = 3;
  private static final String DASHES = "-~\u2010\u2011\u2012\u2013\u2014\u301c\uff5e";

  private final Squeezed text;
  private final List<CodeHit> hits = new ArrayList<>();

  private CodeFinder(Squeezed text) {
    this.text = text;
  }

  /** In the order of the text. */
  static List<CodeHit> find(Squeezed text) {
    CodeFinder finder = new CodeFinder(text);
    int at = 0;
    while (at < text.length()) {
      at = finder.step(at);
    }
    return finder.hits;
  }

  private int step(int at) {
    int value = codeAt(at);
    boolean startsWord = !text.isJoined(at, false) || !isOfNumber(text.at(at - 1));
    if (value < 0 || !startsWord) {
      return at + 1;
    }
    int end = at + CLASS_AND_SUBJECT.length() + DETAIL_CHARS;
    int rangeEnd = rangeEnd(end);
    if (rangeEnd > end) {
      hits.add(new CodeHit(at, null));
      return rangeEnd;
    }
    if (value >= ReasonCode.LOWEST && value <= ReasonCode.HIGHEST && isWordEnd(end)) {
      hits.add(new CodeHit(at, new ReasonCode(value)));
    }
    return end;
  }

  /** The last field of the code that starts here, or -1. Lines may break within it. */
  private int codeAt(int at) {
    if (!text.hasAt(at, CLASS_AND_SUBJECT)) {
      return -1;
    }
    int from = at + CLASS_AND_SUBJECT.length();
    for (int i = at + 1; i < from + DETAIL_CHARS; i++) {
      if (!text.isJoined(i, true)) {
        return -1;
      }
    }
    return number(from);
  }

  /** The end of {@code -649} or {@code - 5.7.649}, or {@code from}. */
  private int rangeEnd(int from) {
    if (DASHES.indexOf(text.at(from)) < 0) {
      return from;
    }
    int last = from + 1;
    if (text.hasAt(last, CLASS_AND_SUBJECT)) {
      last += CLASS_AND_SUBJECT.length();
    }
    return number(last) == ReasonCode.HIGHEST && isWordEnd(last + DETAIL_CHARS)
        ? last + DETAIL_CHARS
        : from;
  }

  private int number(int from) {
    int value = 0;
    for (int i = from; i < from + DETAIL_CHARS; i++) {
      if (!Chars.isDigit(text.at(i))) {
        return -1;
      }
      value = value * 10 + (text.at(i) - '0');
    }
    return value;
  }

  private boolean isWordEnd(int end) {
    boolean goesOn =
        Chars.isDigit(text.at(end)) || (text.at(end) == '.' && Chars.isDigit(text.at(end + 1)));
    return !goesOn || !text.isJoined(end, false);
  }

  private static boolean isOfNumber(char c) {
    return Chars.isDigit(c) || c == '.';
  }
}
