package io.delist.bounce;

/** What stood between two characters that follow each other once the white space is out. */
enum Gap {
  /** Nothing. */
  NONE,
  /** A line break with or without indentation: a blank, or the middle of a word that was broken. */
  BREAK,
  /** A blank for certain. */
  BLANK
}
