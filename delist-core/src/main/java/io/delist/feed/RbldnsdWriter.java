package io.delist.feed;

import io.delist.net.IpPrefix;
import java.io.IOException;

/**
 * Writes a zone file of rbldnsd with the entries of one family, with the value of each that has
 * one: {@code 192.0.2.0/24 :127.0.0.2:text}. The text is a template there, in which {@code $}
 * stands for the address; reason code, times and comment have no place.
 */
final class RbldnsdWriter implements FeedWriter {

  private static final String USUAL = "127.0.0.2";

  private final boolean v4;

  RbldnsdWriter(boolean v4) {
    this.v4 = v4;
  }

  @Override
  public long write(Iterable<FeedEntry> entries, Appendable out) throws IOException {
    InOrder order = new InOrder();
    long count = 0;
    for (FeedEntry entry : entries) {
      IpPrefix prefix = order.check(entry.prefix());
      if (prefix.isV4() == v4) {
        out.append(FeedWriters.shortText(prefix));
        writeValue(entry.value(), out);
        out.append('\n');
        count++;
      }
    }
    return count;
  }

  private static void writeValue(FeedValue value, Appendable out) throws IOException {
    if (value.answer() == null && value.reason().isEmpty()) {
      return;
    }
    out.append(" :")
        .append(value.answer() == null ? USUAL : value.answer().toString())
        .append(':')
        .append(value.reason());
  }
}
