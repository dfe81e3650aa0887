package io.delist.feed;

import io.delist.net.IpPrefix;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Writes a {@code cidr:} table for Postfix. The first line that matches decides there, so a prefix
 * is held back until all that it contains is written.
 */
final class PostfixWriter implements FeedWriter {

  private static final int LONGEST_REFUSAL_CHARS = 512;
  private static final Pattern REFUSAL = Pattern.compile("[45][0-9][0-9] [!-~]([ -~]*[!-~])?");

  private final Function<FeedEntry, String> refusal;

  PostfixWriter(Function<FeedEntry, String> refusal) {
    this.refusal = refusal;
  }

  @Override
  public long write(Iterable<FeedEntry> entries, Appendable out) throws IOException {
    InOrder order = new InOrder();
    Deque<FeedEntry> around = new ArrayDeque<>();
    long count = 0;
    for (FeedEntry entry : entries) {
      IpPrefix prefix = order.check(entry.prefix());
      while (!around.isEmpty() && !around.getLast().prefix().contains(prefix)) {
        writeLine(around.removeLast(), out);
      }
      around.addLast(entry);
      count++;
    }
    while (!around.isEmpty()) {
      writeLine(around.removeLast(), out);
    }
    return count;
  }

  private void writeLine(FeedEntry entry, Appendable out) throws IOException {
    String text = check(refusal.apply(entry));
    out.append(entry.prefix().toString()).append(' ').append(text).append('\n');
  }

  static String check(String refusal) {
    if (refusal.length() > LONGEST_REFUSAL_CHARS || !REFUSAL.matcher(refusal).matches()) {
      throw new IllegalArgumentException(
          "refusal "
              + BadLineException.quote(refusal)
              + " must be a code 4xx or 5xx and a text, printable ASCII, at most "
              + LONGEST_REFUSAL_CHARS
              + " characters; for example 550 5.7.606 Access denied, banned sending IP");
    }
    return refusal;
  }
}
