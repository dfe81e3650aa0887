package io.delist.feed;

import java.util.List;

/**
 * A plain list: one address or prefix a line, white space around it; a comment starts with {@code
 * #} or {@code ;} and goes to the end of the line; what follows a tab is not read (some lists give
 * a count there). Empty lines are nothing.
 */
final class CidrLines implements LineReader {

  private final PlainLines plain = PlainLines.ofCidr();

  @Override
  public PlainLines plainLines() {
    return plain;
  }

  @Override
  public boolean read(FeedLine line, FeedBuilder to) throws BadLineException {
    String entry = entryOf(line.bytes());
    if (entry.isEmpty()) {
      return false;
    }
    to.list(List.of(BadLineException.prefix(entry)), FeedValue.NONE);
    return true;
  }

  private static String entryOf(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) != '#' && line.charAt(end) != ';') {
      end++;
    }
    String entry = line.substring(0, end).strip();
    int tab = entry.indexOf('\t');
    return tab < 0 ? entry : entry.substring(0, tab).strip();
  }
}
