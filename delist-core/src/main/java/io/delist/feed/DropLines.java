package io.delist.feed;

import java.util.List;

/**
 * The text of Spamhaus DROP: {@code 192.0.2.0/24 ; SBL123}. A line that starts with {@code ;} is a
 * comment; what follows the {@code ;} of an entry becomes its reason.
 */
final class DropLines implements LineReader {

  @Override
  public boolean read(FeedLine line, FeedBuilder to) throws BadLineException {
    String text = line.lenient();
    int semicolon = text.indexOf(';');
    String prefix = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    if (prefix.isEmpty()) {
      return false;
    }
    String reference = semicolon < 0 ? "" : FeedValue.fit(text.substring(semicolon + 1));
    to.list(List.of(BadLineException.prefix(prefix)), FeedValue.ofReason(reference));
    return true;
  }
}
