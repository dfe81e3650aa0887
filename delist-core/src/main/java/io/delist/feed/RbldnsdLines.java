package io.delist.feed;

import io.delist.net.IpPrefix;
import java.util.List;

/**
 * A zone file of rbldnsd (rbldnsd(8)): entries with or without a value, {@code !} before what is
 * not listed, {@code :} before the value of what follows, {@code $} before what concerns the file.
 * A comment starts with {@code #} or {@code ;}, but {@code #$} and {@code ;$} are special lines too
 * where rbldnsd knows them.
 *
 * <p>Unlike there, an exclusion wider than {@code $MAXRANGE4} still counts: it lists nothing.
 */
final class RbldnsdLines implements LineReader {

  private final RbldnsdSyntax syntax;
  private final PlainLines plain;
  private final RbldnsdValues values = new RbldnsdValues();
  private final RbldnsdSpecials specials = new RbldnsdSpecials();

  RbldnsdLines(RbldnsdSyntax syntax) {
    this.syntax = syntax;
    this.plain = PlainLines.ofZone(syntax);
  }

  @Override
  public PlainLines plainLines() {
    return plain;
  }

  @Override
  public boolean read(FeedLine line, FeedBuilder to) throws BadLineException {
    String text = line.lenient().strip();
    if (text.startsWith("$") || text.startsWith(":$")) {
      readSpecial(text.substring(text.indexOf('$') + 1), to);
      return false;
    }
    if (text.startsWith("#$") || text.startsWith(";$")) {
      readHidden(text, to);
      return false;
    }
    if (text.isEmpty() || isComment(text)) {
      return false;
    }
    if (syntax.isDefault(text)) {
      values.setUsual(text);
      to.setPlainValue(values.usual());
      return false;
    }
    readEntry(text, to);
    return true;
  }

  private void readSpecial(String text, FeedBuilder to) throws BadLineException {
    specials.read(text, to);
    plain.setShortestV4(Long.numberOfLeadingZeros(specials.largestRange()) - 31);
  }

  /** A special line for rbldnsd alone; to others, and if rbldnsd does not know it, a comment. */
  private void readHidden(String text, FeedBuilder to) {
    try {
      readSpecial(text.substring(2), to);
    } catch (BadLineException e) {
      to.passOver(e.why() + "; read as a comment");
    }
  }

  private void readEntry(String text, FeedBuilder to) throws BadLineException {
    boolean excluded = text.startsWith("!");
    String entry = excluded ? text.substring(1).strip() : text;
    int end = syntax.end(entry, 0);
    List<IpPrefix> prefixes = syntax.prefixes(entry.substring(0, end));
    if (excluded) {
      to.exclude(prefixes);
      return;
    }
    long addresses = syntax == RbldnsdSyntax.IP6TRIE ? 0 : count(prefixes);
    if (addresses > specials.largestRange()) {
      to.passOver("has " + addresses + " addresses; $MAXRANGE4 allows " + specials.largestRange());
      return;
    }
    String rest = entry.substring(end).strip();
    to.list(prefixes, isComment(rest) ? values.usual() : values.parse(rest));
  }

  private static long count(List<IpPrefix> prefixes) {
    return prefixes.stream().mapToLong(prefix -> 1L << (32 - prefix.length())).sum();
  }

  /** Nothing is a comment too. */
  private static boolean isComment(String text) {
    return text.isEmpty() || text.charAt(0) == '#' || text.charAt(0) == ';';
  }
}
