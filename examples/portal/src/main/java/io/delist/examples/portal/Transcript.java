package io.delist.examples.portal;

import java.util.List;

/**
 * One SMTP session, line by line.
 *
 * @param lines in the order in which they were on the wire, without CR and LF
 * @param outcome what became of the mail
 */
record Transcript(List<Line> lines, Outcome outcome) {

  /** What became of a mail. */
  enum Outcome {
    ACCEPTED,
    REFUSED,
    /** The session broke off. */
    BROKEN
  }

  /**
   * A line.
   *
   * @param ours whether the client said it
   */
  record Line(boolean ours, String text) {}

  Transcript {
    lines = List.copyOf(lines);
  }
}
