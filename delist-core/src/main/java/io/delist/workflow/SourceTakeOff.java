package io.delist.workflow;

import com.google.common.collect.Lists;
import io.delist.blocklist.Change;
import io.delist.blocklist.Source;
import io.delist.request.ListingState;
import io.delist.store.Transaction;
import java.util.ArrayList;
import java.util.List;

/** Takes off everything that a source lists, on an operator's word. */
final class SourceTakeOff {

  private SourceTakeOff() {}

  /** Does it; the transaction has the list's lock. */
  static ListOutcome in(Transaction transaction, Source source, DelistPolicy policy) {
    List<Change> changes = new ArrayList<>();
    long now = transaction.now().toEpochMilli();
    long[] living = {0};
    transaction
        .list()
        .readListings(
            source,
            listing -> {
              changes.add(new Change.Unlisted(listing.prefix(), source));
              living[0] += listing.terms().appliesAt(now) ? 1 : 0;
            });
    if (changes.isEmpty()) {
      return new ListOutcome.NotListed("source " + source + " lists nothing");
    }
    boolean inSum = changes.size() > ListingBook.MOST_BOOKED;
    ListingBook book =
        ListingBook.open(
            transaction,
            inSum ? List.of() : Lists.transform(changes, Change::prefix),
            policy.requests());
    long revision = transaction.list().apply(changes);
    String operator = Source.OPERATOR.name();
    String what = source + ", " + changes.size() + " prefixes";
    ListingDesk.audit(transaction, operator, "take-off-source", null, revision, what);
    book.close(operator, revision);
    if (inSum) {
      book.sum(operator, ListingState.PURGED, living[0], revision, source.name());
    }
    return new ListOutcome.Done(revision, changes.size());
  }
}
