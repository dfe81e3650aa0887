package io.delist.audit;

import io.delist.store.AuditEntry;
import io.delist.store.AuditRow;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row as one JSON object in one line (RFC 8259). */
final class JsonLine {

  private final StringBuilder json = new StringBuilder("{");

  private JsonLine() {}

  static String of(AuditRow row) {
    AuditEntry entry = row.entry();
    JsonLine line = new JsonLine();
    line.number("number", row.number());
    line.text("at", entry.at().toString());
    line.text("actor", entry.actor());
    line.text("action", entry.action());
    line.text("request", Objects.toString(entry.requestId(), null));
    line.text("prefix", Objects.toString(entry.prefix(), null));
    line.number("revision", entry.revision());
    line.text("rule", entry.rule());
    line.text("mailbox", Objects.toString(entry.mailbox(), null));
    line.text("detail", entry.detail());
    line.text("hash", row.hash());
    return line.json.append('}').toString();
  }

  private void name(String name) {
    json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":");
  }

  private void number(String name, @Nullable Long value) {
    name(name);
    json.append(value);
  }

  private void text(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      json.append("null");
      return;
    }
    json.append('"');
    value.codePoints().forEach(this::character);
    json.append('"');
  }

  private void character(int c) {
    if (c == '"' || c == '\\') {
      json.append('\\').append((char) c);
    } else if (c < 0x20 || c == 0x2028 || c == 0x2029) {
      json.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else {
      json.appendCodePoint(c);
    }
  }
}
