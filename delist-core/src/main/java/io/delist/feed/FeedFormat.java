package io.delist.feed;

import io.delist.blocklist.ListingGuard;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A format of list files, and its reader.
 *
 * <p>A line that is not what the format asks for is reported with its number and passed over, and
 * so is an entry that the guard objects to. A file in which more than a tenth of the entries are
 * bad lines, that is larger than the {@link FeedLimits limits} or that is visibly cut short is
 * unfit ({@link FeedContent#isUnfit()}); a line longer than {@value #LONGEST_LINE_BYTES} bytes is a
 * bad line.
 *
 * <p>Of several lines about one prefix the value stands that comes first in the file, and an
 * exclusion beats them. A line that adds to 4,194,304 different values (reasons, times, comments)
 * is a bad line.
 *
 * <p><b>Cost:</b> memory grows with the entries ({@link FeedEntries}), not with the file: a file of
 * ten million lines, in whatever order and however often they repeat, needs no more heap than its
 * entries and 64 MiB, and while it is read 32 bytes for each different thing that it says of them.
 * Lines of an address or prefix alone, and comments, are read without allocating; those that come
 * in order are not sorted. Exclusions that cut into entries make a second table of them.
 * <b>Threads:</b> safe, each call for itself.
 */
public enum FeedFormat {

  /**
   * One address or prefix a line. A comment starts with {@code #} or {@code ;}; what follows a tab
   * is not read (some lists give a count there).
   */
  CIDR("cidr"),

  /** The text of Spamhaus DROP: {@code 192.0.2.0/24 ; SBL123}; the number becomes the reason. */
  DROP("drop"),

  /**
   * The JSON lines of Spamhaus DROP: {@code {"cidr":"192.0.2.0/24","sblid":"SBL123","rir":"arin"}}
   * and a last line of type {@code metadata}, without which, or if it counts other than there are
   * entries, the file is unfit.
   */
  DROP_JSON("drop-json"),

  /**
   * rbldnsd's {@code ip4set}: addresses, prefixes, first octets ({@code 10.1}), ranges ({@code
   * 192.0.2.4-192.0.2.9}); {@code !} excludes. An exclusion beats what is as long or shorter once
   * both are split at whole octets. {@code :127.0.0.2:text} and {@code $} lines as in rbldnsd(8).
   */
  IP4SET("ip4set"),

  /** rbldnsd's {@code ip4trie}: IPv4 prefixes; {@code !} excludes; the most specific line wins. */
  IP4TRIE("ip4trie"),

  /** rbldnsd's {@code ip6trie}: the same for IPv6; {@code 2001:db8:1} is a /48. */
  IP6TRIE("ip6trie"),

  /**
   * CSV (RFC 4180): the first record names the columns, with the names of {@link #JSON_LINES};
   * other columns are not read.
   */
  CSV("csv"),

  /**
   * A flat JSON object a line: {@code prefix} or {@code address}; {@code reason_code}, {@code
   * reason}, {@code listed_at}, {@code expires_at}, {@code comment} if given. Times are ISO 8601
   * with a zone. Other fields are not read.
   */
  JSON_LINES("jsonl");

  /** So many lines that were passed over are told of. */
  public static final int MOST_PROBLEMS = 100;

  /** Of one line, its end included. */
  public static final int LONGEST_LINE_BYTES = 4096;

  private final String id;

  FeedFormat(String id) {
    this.id = id;
  }

  LineReader newReader() {
    return switch (this) {
      case CIDR -> new CidrLines();
      case DROP -> new DropLines();
      case DROP_JSON -> new DropJsonLines();
      case IP4SET -> new RbldnsdLines(RbldnsdSyntax.IP4SET);
      case IP4TRIE -> new RbldnsdLines(RbldnsdSyntax.IP4TRIE);
      case IP6TRIE -> new RbldnsdLines(RbldnsdSyntax.IP6TRIE);
      case CSV -> new CsvLines();
      case JSON_LINES -> new JsonLines();
    };
  }

  /** The name of the format in a configuration. */
  public String id() {
    return id;
  }

  /**
   * The format with this id.
   *
   * @throws IllegalArgumentException if there is none; the message names them all
   */
  public static FeedFormat ofId(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "feed format "
                        + BadLineException.quote(id)
                        + " is none of "
                        + Arrays.stream(values())
                            .map(FeedFormat::id)
                            .collect(Collectors.joining(", "))));
  }

  private static Optional<FeedFormat> find(String id) {
    return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
  }

  /** Reads a file within the {@link FeedLimits#DEFAULT default limits}. */
  public FeedContent read(InputStream in, String name, ListingGuard guard) throws IOException {
    return read(in, name, guard, FeedLimits.DEFAULT);
  }

  /**
   * Reads to the end, or until the file turns out to be unfit; does not close the stream.
   *
   * @param name the file's name, for the problems
   * @param guard says which prefixes are never listed
   * @throws IOException if the stream fails; nothing of it is then to be used
   */
  public FeedContent read(InputStream in, String name, ListingGuard guard, FeedLimits limits)
      throws IOException {
    FeedBuilder content = new FeedBuilder(name, guard, limits);
    LineReader lines = newReader();
    read(lines, lines.plainLines(), new LineSplitter(in, limits.largestFileBytes()), content);
    return content.build(this == IP4SET);
  }

  /** Reads to the end; plain lines, if there are such, as fast as they can be read. */
  static void read(
      LineReader lines, @Nullable PlainLines plain, LineSplitter splitter, FeedBuilder content)
      throws IOException {
    while (!content.hasFailed()) {
      if (plain != null) {
        splitter.readPlain(plain, content);
      }
      if (!splitter.advance()) {
        break;
      }
      content.atLine(splitter.number());
      if (splitter.isTooLong()) {
        content.bad("has " + splitter.lengthBytes() + " bytes; the limit is " + LONGEST_LINE_BYTES);
      } else {
        read(lines, splitter.line(), content);
      }
    }
    if (splitter.isTooLarge()) {
      content.fail("is larger than " + splitter.largestFileBytes() + " bytes, which is the limit");
    }
    if (!content.hasFailed()) {
      lines.end(content);
    }
  }

  private static void read(LineReader lines, FeedLine line, FeedBuilder content) {
    try {
      if (lines.read(line, content)) {
        content.entryLine();
      }
    } catch (BadLineException e) {
      content.bad(e.why());
    }
  }
}
