package io.delist.feed;

import java.util.List;

/** A flat JSON object a line, with the {@link EntryFields}; other fields are not read. */
final class JsonLines implements LineReader {

  @Override
  public boolean read(FeedLine line, FeedBuilder to) throws BadLineException {
    String text = line.utf8();
    if (text.isBlank()) {
      return false;
    }
    FeedEntry entry = EntryFields.entry(FlatJson.parse(text));
    to.list(List.of(entry.prefix()), entry.value());
    return true;
  }
}
