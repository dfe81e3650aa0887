package io.delist.feed;

import io.delist.blocklist.ListingGuard;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the lines of one file say. */
final class FeedBuilder {

  private static final int UNKNOWN = FeedValues.NO_ROOM;

  private final String name;
  private final ListingGuard guard;
  private final FeedLimits limits;
  private final PrefixTable listed;
  private final PrefixTable excluded;
  private final FeedValues values = new FeedValues(PrefixTable.MOST_VALUES);
  private final List<FeedProblem> problems = new ArrayList<>();
  private FeedValue plainValue = FeedValue.NONE;
  private int plainNumber = UNKNOWN;
  private int line;
  private int entryLines;
  private int badLines;
  private int refusedLines;
  private @Nullable Instant producedAt;
  private @Nullable Instant expiresAt;
  private @Nullable String defect;

  FeedBuilder(String name, ListingGuard guard, FeedLimits limits) {
    this.name = name;
    this.guard = guard;
    this.limits = limits;
    this.listed = new PrefixTable(limits.mostPrefixes());
    this.excluded = new PrefixTable(limits.mostPrefixes());
  }

  /** What comes now is said by this line. */
  void atLine(int number) {
    line = number;
  }

  int line() {
    return line;
  }

  /** One entry, all of it or, if the guard objects to a part, nothing. */
  void list(List<IpPrefix> prefixes, FeedValue value) throws BadLineException {
    for (IpPrefix prefix : prefixes) {
      if (!guard.admits(prefix)) {
        refusedLines++;
        if (!hasToldAll()) {
          guard.objectionTo(prefix).ifPresent(this::passOver);
        }
        return;
      }
    }
    int number = numberOf(value);
    for (IpPrefix prefix : prefixes) {
      add(listed, prefix, number);
    }
  }

  /** What is not listed, whatever wider prefix is. */
  void exclude(List<IpPrefix> prefixes) {
    for (IpPrefix prefix : prefixes) {
      add(excluded, prefix, 0);
    }
  }

  /** What the plain lines to come say of their prefixes. */
  void setPlainValue(FeedValue value) {
    plainValue = value;
    plainNumber = UNKNOWN;
  }

  /** The IPv4 entry of a line that is its prefix alone; false if the line is to be told of. */
  boolean listPlain(int bits, int length) {
    boolean done =
        guard.admits(bits, length)
            ? knowsPlainNumber() && listed.add(bits, length, plainNumber)
            : isRefusedUntold();
    entryLines += done ? 1 : 0;
    return done;
  }

  /** The IPv6 entry of a line that is its prefix alone; false if the line is to be told of. */
  boolean listPlain(long high, long low, int length) {
    boolean done =
        guard.admits(high, low, length)
            ? knowsPlainNumber() && listed.add(high, low, length, plainNumber)
            : isRefusedUntold();
    entryLines += done ? 1 : 0;
    return done;
  }

  /** Counts a line that the guard does not let in, unless it is to be told of by {@link #list}. */
  private boolean isRefusedUntold() {
    refusedLines += hasToldAll() ? 1 : 0;
    return hasToldAll();
  }

  private boolean knowsPlainNumber() {
    if (plainNumber == UNKNOWN) {
      plainNumber = values.numberOf(plainValue);
    }
    return plainNumber != UNKNOWN;
  }

  private void add(PrefixTable table, IpPrefix prefix, int value) {
    if (!table.add(prefix, value)) {
      fail(tooMany());
    }
  }

  private String tooMany() {
    return "holds more than " + limits.mostPrefixes() + " prefixes, which is the limit";
  }

  private int numberOf(FeedValue value) throws BadLineException {
    int number = values.numberOf(value);
    if (number == FeedValues.NO_ROOM) {
      throw new BadLineException(
          "says what no line before it says; the limit is "
              + PrefixTable.MOST_VALUES
              + " different reasons, times and comments in a file");
    }
    return number;
  }

  void entryLine() {
    entryLines++;
  }

  /** A line that was meant as an entry and is none. */
  void bad(String why) {
    entryLines++;
    badLines++;
    passOver(why);
  }

  /** A line that says nothing that can be used, and is not to be counted as bad. */
  void passOver(String why) {
    if (!hasToldAll()) {
      problems.add(new FeedProblem(name, line, why));
    }
  }

  /** Whether what is wrong with other lines will not be told. */
  private boolean hasToldAll() {
    return problems.size() == FeedFormat.MOST_PROBLEMS;
  }

  /** The whole file is not to be used, and need not be read on. */
  void fail(String why) {
    if (defect == null) {
      defect = why + " (line " + line + ")";
    }
  }

  boolean hasFailed() {
    return defect != null;
  }

  void producedAt(Instant time) {
    producedAt = time;
  }

  /** Of several, the earliest counts. */
  void expiresAt(Instant time) {
    if (expiresAt == null || time.isBefore(expiresAt)) {
      expiresAt = time;
    }
  }

  FeedContent build(boolean octets) {
    listed.sort();
    excluded.sort();
    PrefixTable rest = Holes.cut(listed, excluded, octets, limits.mostPrefixes());
    if (rest == null) {
      fail(tooMany());
      rest = new PrefixTable(0);
    }
    return new FeedContent(
        new FeedEntries(rest, values.all()),
        new FeedEntries(excluded, List.of(FeedValue.NONE)).prefixes(),
        entryLines,
        badLines,
        refusedLines,
        problems,
        producedAt,
        expiresAt,
        defect);
  }
}
