package io.delist.workflow;

import io.delist.blocklist.Listing;
import io.delist.feed.FeedEntry;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** The listings for some entries of a list, each made when it is asked for. */
final class AddedListings extends AbstractList<Listing> implements RandomAccess {

  private final List<FeedEntry> entries;
  private final int[] indexes;
  private final EntryTerms terms;

  AddedListings(List<FeedEntry> entries, int[] indexes, EntryTerms terms) {
    this.entries = entries;
    this.indexes = indexes;
    this.terms = terms;
  }

  @Override
  public Listing get(int index) {
    FeedEntry entry = entries.get(indexes[index]);
    return new Listing(entry.prefix(), terms.of(entry.value()));
  }

  @Override
  public int size() {
    return indexes.length;
  }
}
