package io.delist.workflow;

import io.delist.blocklist.CoveredSpace;

/**
 * A source's list before and after a reload. What it listed last is the measure of what comes, also
 * where the time of entries is over meanwhile: their end was known, and is no change of the list.
 *
 * @param before how many prefixes it listed last
 * @param expired how many of those block nobody any more, as their time is over
 * @param after how many it lists with the reload
 * @param added how many of those it did not list last
 * @param removed how many that blocked until now are gone
 * @param spaceBefore what those that it listed last covered
 * @param spaceAfter what it covers with the reload
 */
public record SourceCounts(
    long before,
    long expired,
    long after,
    long added,
    long removed,
    CoveredSpace.Total spaceBefore,
    CoveredSpace.Total spaceAfter) {

  /** How many entries serve before the reload. */
  public long serving() {
    return before - expired;
  }

  /** How much of the list changes: entries that come or go, by those before; 0 for a first list. */
  public double changedShare() {
    return before == 0 ? 0 : (double) (added + removed) / before;
  }
}
