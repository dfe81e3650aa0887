package io.delist.feed;

import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list file holds.
 *
 * @param entries what may be listed; what the file excludes is cut out of it already
 * @param exclusions the prefixes that the file excludes, each once, in order: nothing of them that
 *     no more specific entry covers is among the entries
 * @param entryLines how many lines were meant as entries, good or bad
 * @param badLines how many of them are not what the format asks for
 * @param refusedLines how many of the others hold what the guard does not let in
 * @param problems the first lines that were passed over, at most {@link FeedFormat#MOST_PROBLEMS}
 * @param producedAt when the file says that it was made, or null
 * @param expiresAt when the file says that it is no longer to be used, or null
 * @param defect what is wrong with the file as a whole, or null
 */
public record FeedContent(
    FeedEntries entries,
    List<IpPrefix> exclusions,
    int entryLines,
    int badLines,
    int refusedLines,
    List<FeedProblem> problems,
    @Nullable Instant producedAt,
    @Nullable Instant expiresAt,
    @Nullable String defect) {

  /** One bad line in so many is too many: the file is then not what it should be. */
  private static final int BAD_SHARE = 10;

  public FeedContent {
    problems = List.copyOf(problems);
  }

  /** What may be listed. */
  public List<IpPrefix> prefixes() {
    return entries.prefixes();
  }

  /** Whether the file is not to be used at all. */
  public boolean isUnfit() {
    return unfitness().isPresent();
  }

  /** Why the file is not to be used: a defect, or more than a tenth of the lines are bad. */
  public Optional<String> unfitness() {
    if (defect != null) {
      return Optional.of(defect);
    }
    return (long) badLines * BAD_SHARE <= entryLines
        ? Optional.empty()
        : Optional.of(
            badLines
                + " of "
                + entryLines
                + " lines are not an address or prefix; more than a tenth is too many");
  }

  /**
   * Why a file is not to be used at a time.
   *
   * @param why in words for an operator
   * @param passes whether the same file is to be used later: it says that it was made in the
   *     future, as one does whose maker's clock is ahead. False if its time is over
   */
  public record Untimely(String why, boolean passes) {}

  /**
   * Why the file is not to be used at this time, although it is fit: it says that it was made later
   * or that it has expired.
   */
  public Optional<Untimely> untimeliness(Instant now) {
    if (expiresAt != null && !now.isBefore(expiresAt)) {
      return Optional.of(new Untimely("says that it is not to be used after " + expiresAt, false));
    }
    return producedAt == null || !producedAt.isAfter(now)
        ? Optional.empty()
        : Optional.of(
            new Untimely(
                "says that it was made at " + producedAt + ", which is in the future", true));
  }
}
