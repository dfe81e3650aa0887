package io.delist.feed;

import io.delist.blocklist.ListingGuard;
import io.delist.net.AddressSyntaxException;
import io.delist.net.IpPrefix;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a plain list: one address or prefix a line, white space around it; a comment starts with
 * {@code #} or {@code ;} and goes to the end of the line; what follows a tab is not read (some
 * lists give a count there). Empty lines are nothing.
 *
 * <p>A line that is not an address or prefix is reported and passed over, and so is a prefix that
 * the guard objects to. <b>Cost:</b> memory grows with the entries, not with the file; a line
 * longer than {@value #LONGEST_LINE_BYTES} bytes is bad and is not kept.
 */
public final class CidrFeed {

  /** So many lines that were passed over are told of. */
  public static final int MOST_PROBLEMS = 100;

  private static final int LONGEST_LINE_BYTES = 4096;

  private final String name;
  private final ListingGuard guard;
  private final List<IpPrefix> prefixes = new ArrayList<>();
  private final List<FeedProblem> problems = new ArrayList<>();
  private int entryLines;
  private int badLines;

  private CidrFeed(String name, ListingGuard guard) {
    this.name = name;
    this.guard = guard;
  }

  /**
   * Reads to the end; does not close the stream.
   *
   * @param name the file's name, for the problems
   * @param guard says which prefixes are never listed
   * @throws IOException if the stream fails; nothing of it is then to be used
   */
  public static FeedContent read(InputStream in, String name, ListingGuard guard)
      throws IOException {
    CidrFeed feed = new CidrFeed(name, guard);
    feed.readLines(new BufferedInputStream(in, 1 << 16));
    return new FeedContent(
        feed.prefixes.stream().sorted().distinct().toList(),
        feed.entryLines,
        feed.badLines,
        feed.problems);
  }

  private void readLines(InputStream in) throws IOException {
    byte[] line = new byte[LONGEST_LINE_BYTES];
    int number = 1;
    int length = 0;
    int next;
    while ((next = in.read()) >= 0) {
      if (next == '\n') {
        readLine(line, length, number++);
        length = 0;
      } else {
        if (length < LONGEST_LINE_BYTES) {
          line[length] = (byte) next;
        }
        length++;
      }
    }
    readLine(line, length, number);
  }

  private void readLine(byte[] bytes, int length, int number) {
    if (length > LONGEST_LINE_BYTES) {
      entryLines++;
      bad(number, "has " + length + " bytes; the limit is " + LONGEST_LINE_BYTES);
      return;
    }
    // A byte is a character here: what is not ASCII cannot be part of an address.
    String line = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    if (number == 1 && line.startsWith("\u00ef\u00bb\u00bf")) {
      line = line.substring(3);
    }
    String entry = entryOf(line);
    if (entry.isEmpty()) {
      return;
    }
    entryLines++;
    try {
      IpPrefix prefix = IpPrefix.parse(entry);
      Optional<String> objection = guard.objectionTo(prefix);
      if (objection.isPresent()) {
        tell(number, objection.get());
      } else {
        prefixes.add(prefix);
      }
    } catch (AddressSyntaxException e) {
      bad(number, String.valueOf(e.getMessage()));
    }
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

  private void bad(int number, String why) {
    badLines++;
    tell(number, why);
  }

  private void tell(int number, String why) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new FeedProblem(name, number, why));
    }
  }
}
