package io.delist.feed;

import io.delist.net.IpPrefix;
import java.util.List;

/**
 * What a list file holds.
 *
 * @param prefixes the entries that may be listed, each once, in order
 * @param entryLines how many lines were meant as entries, good or bad
 * @param badLines how many of them are not an address or prefix
 * @param problems the first lines that were passed over, at most {@link CidrFeed#MOST_PROBLEMS}
 */
public record FeedContent(
    List<IpPrefix> prefixes, int entryLines, int badLines, List<FeedProblem> problems) {

  /** One bad line in so many is too many: the file is then not what it should be. */
  private static final int BAD_SHARE = 10;

  public FeedContent {
    prefixes = List.copyOf(prefixes);
    problems = List.copyOf(problems);
  }

  /** Whether more than a tenth of the lines are bad. */
  public boolean isUnfit() {
    return (long) badLines * BAD_SHARE > entryLines;
  }
}
