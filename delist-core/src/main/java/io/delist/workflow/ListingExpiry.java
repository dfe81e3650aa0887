package io.delist.workflow;

import io.delist.blocklist.Listing;
import io.delist.blocklist.Source;
import io.delist.request.ListingState;
import io.delist.store.Store;
import io.delist.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books into the audit log that listings' time is over. That they block no more needs nobody: every
 * node sees it by its clock. Any number of processes may run this on one store: when an end is due
 * is kept there and taken out by the transaction that books it, so it is booked once.
 *
 * <p>Where many end at the same time they are booked in sum, one row for each source.
 *
 * <p><b>Cost:</b> one question if nothing is due. <b>Threads:</b> safe. <b>Errors:</b> {@link
 * io.delist.store.StoreException} when the store is away; what was booked stands, and the rest
 * comes at the next turn.
 */
public final class ListingExpiry {

  private static final Logger LOG = LoggerFactory.getLogger(ListingExpiry.class);
  private static final int AT_ONCE = 10_000;

  private final Store store;
  private final DelistPolicy policy;

  public ListingExpiry(Store store, DelistPolicy policy) {
    this.store = store;
    this.policy = policy;
  }

  /**
   * Books all that is due now.
   *
   * @return how many entries of the list had come to their end
   */
  public int run() {
    boolean isDue =
        store.read(transaction -> !transaction.expiries().due(transaction.now(), 1).isEmpty());
    int all = 0;
    int some = isDue ? AT_ONCE : 0;
    while (some == AT_ONCE) {
      some = store.write(this::some);
      all += some;
    }
    if (all > 0) {
      LOG.debug("{} entries of the list have come to their end", all);
    }
    return all;
  }

  private int some(Transaction transaction) {
    transaction.list().lock();
    List<Listing> due = transaction.expiries().due(transaction.now(), AT_ONCE);
    ListingBook book = ListingBook.open(transaction, List.of(), policy.requests());
    if (due.size() <= ListingBook.MOST_BOOKED) {
      due.stream().map(Listing::prefix).distinct().forEach(book::bookEnd);
    } else {
      inSum(transaction, book, due);
    }
    return due.size();
  }

  private static void inSum(Transaction transaction, ListingBook book, List<Listing> due) {
    Map<Source, Long> counts =
        due.stream()
            .map(listing -> taken(transaction, listing))
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    counts.forEach(
        (source, count) -> book.sum("timer", ListingState.EXPIRED, count, null, source.name()));
  }

  private static Source taken(Transaction transaction, Listing listing) {
    Source source = listing.terms().source();
    transaction.expiries().take(listing.prefix(), source);
    return source;
  }
}
