package io.delist.smtp.dnsbl;

import io.delist.blocklist.BlocklistView;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The listings that block one address, the first {@value #MOST}. Filled again for each query. */
final class Blocking implements Consumer<Verdict.Listed> {

  static final int MOST = 32;

  private final @Nullable ListingTerms[] terms = new ListingTerms[MOST];
  private @Nullable Set<Source> sources;
  private int count;

  /** Starts anew with nothing. */
  void clear() {
    count = 0;
  }

  /**
   * Starts anew with what blocks the address.
   *
   * @param of the sources that count; null for all
   */
  void collect(BlocklistView view, IpAddress address, long now, @Nullable Set<Source> of) {
    clear();
    sources = of;
    view.forEachBlocking(address, now, this);
  }

  @Override
  public void accept(Verdict.Listed listed) {
    if (count < MOST && (sources == null || sources.contains(listed.terms().source()))) {
      add(listed.terms());
    }
  }

  void add(ListingTerms more) {
    terms[count++] = more;
  }

  /** Leaves out all but the first. */
  void keepFirst() {
    count = Math.min(count, 1);
  }

  int count() {
    return count;
  }

  ListingTerms get(int i) {
    ListingTerms here = terms[i];
    if (i >= count || here == null) {
      throw new IndexOutOfBoundsException(i);
    }
    return here;
  }
}
