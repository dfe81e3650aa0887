package io.delist.feed;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a flat JSON object a line, with the {@link EntryFields} that say something. */
final class JsonLinesWriter implements FeedWriter {

  @Override
  public long write(Iterable<FeedEntry> entries, Appendable out) throws IOException {
    InOrder order = new InOrder();
    long count = 0;
    for (FeedEntry entry : entries) {
      out.append("{\"").append(EntryFields.PREFIX).append("\":\"");
      out.append(order.check(entry.prefix()).toString()).append('"');
      writeValue(entry.value(), out);
      out.append("}\n");
      count++;
    }
    return count;
  }

  private static void writeValue(FeedValue value, Appendable out) throws IOException {
    if (value.reasonCode() != null) {
      out.append(",\"").append(EntryFields.REASON_CODE).append("\":");
      out.append(value.reasonCode().toString());
    }
    field(EntryFields.REASON, value.reason(), out);
    field(EntryFields.LISTED_AT, value.listedAt(), out);
    field(EntryFields.EXPIRES_AT, value.expiresAt(), out);
    field(EntryFields.COMMENT, value.comment(), out);
  }

  private static void field(String name, @Nullable Object value, Appendable out)
      throws IOException {
    String text = value == null ? "" : value.toString();
    if (text.isEmpty()) {
      return;
    }
    out.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < text.length(); i++) {
      writeCharacter(text.charAt(i), out);
    }
    out.append('"');
  }

  private static void writeCharacter(char c, Appendable out) throws IOException {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (c >= 0x20 && c < 0x7f) {
      out.append(c);
    } else {
      out.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        out.append(Character.forDigit(c >> shift & 0xf, 16));
      }
    }
  }
}
