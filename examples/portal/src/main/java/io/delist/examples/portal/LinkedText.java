package io.delist.examples.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the web addresses in a text, so that a page can make links of them. */
final class LinkedText {

  /** Ends before a punctuation mark that belongs to the sentence. */
  private static final Pattern URL = Pattern.compile("https?://[!-~&&[^<>\"]]*[A-Za-z0-9/_=-]");

  private LinkedText() {}

  /**
   * A part of the text.
   *
   * @param link whether it is a web address as a whole
   */
  record Piece(String text, boolean link) {}

  static List<Piece> of(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher urls = URL.matcher(text);
    int done = 0;
    while (urls.find()) {
      if (urls.start() > done) {
        pieces.add(new Piece(text.substring(done, urls.start()), false));
      }
      pieces.add(new Piece(urls.group(), true));
      done = urls.end();
    }
    if (done < text.length()) {
      pieces.add(new Piece(text.substring(done), false));
    }
    return pieces;
  }
}
