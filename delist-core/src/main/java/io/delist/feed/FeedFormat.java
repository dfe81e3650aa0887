package io.delist.feed;

import io.delist.blocklist.ListingGuard;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A format of list files, and its reader.
 *
 * <p>A line that is not what the format asks for is reported with its number and passed over, and
 * so is an entry that the guard objects to. A file in which more than a tenth of the entries are
 * bad lines, that is larger than the {@link FeedLimits limits} or that is visibly cut short is
 * unfit ({@link FeedContent#isUnfit()}); a line longer than {@value #LONGEST_LINE_BYTES} bytes is a
 * bad line.
 *
 * <p><b>Cost:</b> memory grows with the entries ({@link FeedEntries}), not with the file.
 * <b>Threads:</b> safe, each call for itself.
 */
public enum FeedFormat {

  /**
   * One address or prefix a line. A comment starts with {@code #} or {@code ;}; what follows a tab
   * is not read (some lists give a count there).
   */
  CIDR("cidr");

  /** So many lines that were passed over are told of. */
  public static final int MOST_PROBLEMS = 100;

  /** Of one line, its end included. */
  public static final int LONGEST_LINE_BYTES = 4096;

  private final String id;

  FeedFormat(String id) {
    this.id = id;
  }

  private LineReader newReader() {
    return switch (this) {
      case CIDR -> new CidrLines();
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
    LineSplitter splitter = new LineSplitter(in, limits.largestFileBytes());
    while (!content.hasFailed() && splitter.advance()) {
      content.atLine(splitter.number());
      if (splitter.isTooLong()) {
        content.bad("has " + splitter.lengthBytes() + " bytes; the limit is " + LONGEST_LINE_BYTES);
      } else {
        read(lines, splitter.line(), content);
      }
    }
    if (splitter.isTooLarge()) {
      content.fail("is larger than " + limits.largestFileBytes() + " bytes, which is the limit");
    }
    if (!content.hasFailed()) {
      lines.end(content);
    }
    return content.build(false);
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
