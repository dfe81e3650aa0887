package io.delist.feed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * CSV (RFC 4180) whose first record names the columns with the names of the {@link EntryFields};
 * other columns are not read. A quoted field may go over several lines, {@value
 * FeedFormat#LONGEST_LINE_BYTES} characters in all; a quote that is never closed makes each line
 * that it took a bad line.
 */
final class CsvLines implements LineReader {

  private List<String> columns = List.of();
  private final StringBuilder record = new StringBuilder();
  private int openLines;

  @Override
  public boolean read(FeedLine line, FeedBuilder to) throws BadLineException {
    String text = line.utf8();
    if (openLines == 0 && text.isBlank()) {
      return false;
    }
    record.append(openLines > 0 ? "\n" : "").append(text);
    if (CsvRecord.isOpen(record.toString())) {
      openLines++;
      if (record.length() > FeedFormat.LONGEST_LINE_BYTES) {
        giveUp(to);
      }
      return false;
    }
    String whole = record.toString();
    reset();
    return read(whole, to);
  }

  private boolean read(String text, FeedBuilder to) throws BadLineException {
    List<String> fields = CsvRecord.parse(text);
    if (columns.isEmpty()) {
      columns = columns(fields, to);
      return false;
    }
    if (fields.size() != columns.size()) {
      throw new BadLineException(
          "has " + fields.size() + " fields; the header names " + columns.size());
    }
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (EntryFields.NAMES.contains(columns.get(i))) {
        named.put(columns.get(i), fields.get(i).strip().replaceAll("\\R", " "));
      }
    }
    FeedEntry entry = EntryFields.entry(named);
    to.list(List.of(entry.prefix()), entry.value());
    return true;
  }

  private static List<String> columns(List<String> header, FeedBuilder to) {
    List<String> names =
        header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    Set<String> once = new HashSet<>();
    for (String name : names) {
      if (EntryFields.NAMES.contains(name) && !once.add(name)) {
        to.fail("names the column " + name + " twice");
      }
    }
    if (!once.contains(EntryFields.PREFIX) && !once.contains(EntryFields.ADDRESS)) {
      to.fail("names no column prefix or address in its first line");
    }
    return names;
  }

  private void giveUp(FeedBuilder to) {
    int last = to.line();
    for (int line = last - openLines + 1; line <= last; line++) {
      to.atLine(line);
      to.bad("belongs to a quoted field that is not closed");
    }
    reset();
  }

  private void reset() {
    record.setLength(0);
    openLines = 0;
  }

  @Override
  public void end(FeedBuilder to) {
    if (openLines > 0) {
      giveUp(to);
    }
    if (columns.isEmpty()) {
      to.fail("has no header");
    }
  }
}
