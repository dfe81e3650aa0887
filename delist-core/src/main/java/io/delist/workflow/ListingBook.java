package io.delist.workflow;

import io.delist.blocklist.Listing;
import io.delist.net.IpPrefix;
import io.delist.request.ListingEvent;
import io.delist.request.ListingMachine;
import io.delist.request.ListingState;
import io.delist.request.RequestPolicy;
import io.delist.request.Transition;
import io.delist.store.AuditEntry;
import io.delist.store.Transaction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the audit log what a change of the list makes of the listings of its prefixes: {@code
 * listing.ACTIVE} where one begins to block, and what the {@link ListingMachine} says where it ends
 * otherwise than by a request (which {@link ListingLedger} books).
 *
 * <p>Here a prefix has a listing as long as some source lists exactly it, that entry's time is not
 * over, and no exemption answers it. So of several sources that list the same prefix the first to
 * come and the last to go count.
 *
 * <p>A revision that touches more than {@value #MOST_BOOKED} prefixes is booked in sum, one row for
 * each kind of step; the change log names the prefixes.
 *
 * <p>Opened before the change, closed after it, in a transaction that holds the list's lock.
 */
final class ListingBook {

  /** So many prefixes of a revision are booked one by one. */
  static final int MOST_BOOKED = 500;

  /** Before the state in the audit log's action. */
  static final String STATE_ACTION = "listing.";

  private static final String CLOCK = "timer";

  private final Transaction transaction;
  private final RequestPolicy policy;
  private final Map<IpPrefix, Boolean> before = new LinkedHashMap<>();

  private ListingBook(Transaction transaction, RequestPolicy policy) {
    this.transaction = transaction;
    this.policy = policy;
  }

  /** Notes how the prefixes stand before the change; an end that nobody booked yet is booked. */
  static ListingBook open(
      Transaction transaction, Collection<IpPrefix> prefixes, RequestPolicy policy) {
    ListingBook book = new ListingBook(transaction, policy);
    for (IpPrefix prefix : prefixes) {
      book.bookEnd(prefix);
      book.before.put(prefix, book.blocks(prefix));
    }
    return book;
  }

  /** Books what became of them with the change. */
  void close(String actor, long revision) {
    before.forEach(
        (prefix, blocked) -> {
          boolean blocks = blocks(prefix);
          if (blocked && !blocks) {
            purged(actor, prefix, revision);
          } else if (!blocked && blocks) {
            book(actor, ListingState.ACTIVE, prefix, revision, "");
          }
        });
  }

  /** Books that a listing was taken back. */
  void purged(String actor, IpPrefix prefix, long revision) {
    move(new ListingEvent.Purged(), actor, prefix, revision);
  }

  /**
   * Books that the time of the listings of exactly this prefix is over, if it is and was not booked
   * yet.
   */
  void bookEnd(IpPrefix prefix) {
    boolean ended = false;
    for (Listing listing : at(prefix)) {
      ended |=
          !isLiving(listing)
              && transaction.expiries().take(prefix, listing.terms().source())
              && !isAnswered(listing);
    }
    if (ended && !blocks(prefix)) {
      move(new ListingEvent.TimeUp(), CLOCK, prefix, null);
    }
  }

  /** Books many steps of one kind in one row, if there were any. */
  void sum(String actor, ListingState to, long count, @Nullable Long revision, String source) {
    if (count > 0) {
      book(actor, to, null, revision, count + " prefixes of " + source);
    }
  }

  private void move(ListingEvent event, String actor, IpPrefix prefix, @Nullable Long revision) {
    if (ListingMachine.next(ListingState.ACTIVE, event, transaction.now(), policy)
        instanceof Transition.Moved<ListingState, ListingEvent> moved) {
      book(actor, moved.to(), prefix, revision, "");
    }
  }

  private void book(
      String actor,
      ListingState to,
      @Nullable IpPrefix prefix,
      @Nullable Long revision,
      String detail) {
    transaction
        .audit()
        .append(
            new AuditEntry(
                transaction.now(), actor, STATE_ACTION + to, null, prefix, revision, detail));
  }

  private List<Listing> at(IpPrefix prefix) {
    return transaction.list().listingsCovering(prefix).stream()
        .filter(listing -> listing.prefix().equals(prefix))
        .toList();
  }

  /** Whether a listing of exactly this prefix blocks. */
  boolean blocks(IpPrefix prefix) {
    return at(prefix).stream().anyMatch(listing -> isLiving(listing) && !isAnswered(listing));
  }

  /** Whether a listing of this prefix, or of one around it, blocks all of it. */
  boolean isBlocked(IpPrefix prefix) {
    return transaction.list().listingsCovering(prefix).stream()
        .anyMatch(listing -> isLiving(listing) && !isAnswered(listing, prefix));
  }

  private boolean isLiving(Listing listing) {
    return listing.terms().appliesAt(transaction.now().toEpochMilli());
  }

  private boolean isAnswered(Listing listing) {
    return isAnswered(listing, listing.prefix());
  }

  private boolean isAnswered(Listing listing, IpPrefix prefix) {
    long now = transaction.now().toEpochMilli();
    return transaction.list().exemptionsCovering(prefix).stream()
        .anyMatch(exemption -> exemption.appliesAt(now) && exemption.answers(listing.terms()));
  }
}
