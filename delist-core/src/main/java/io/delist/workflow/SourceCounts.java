package io.delist.workflow;

import io.delist.blocklist.CoveredSpace;

/**
 * A source's list before and after a reload, entries that have expired not among them.
 *
 * @param before how many prefixes it listed
 * @param after how many it lists with the reload
 * @param added how many of those are new
 * @param removed how many are gone
 * @param spaceBefore what it covered
 * @param spaceAfter what it covers with the reload
 */
public record SourceCounts(
    long before,
    long after,
    long added,
    long removed,
    CoveredSpace.Total spaceBefore,
    CoveredSpace.Total spaceAfter) {

  /** How much of the list changes: entries that come or go, by those before; 0 for a first list. */
  public double changedShare() {
    return before == 0 ? 0 : (double) (added + removed) / before;
  }
}
