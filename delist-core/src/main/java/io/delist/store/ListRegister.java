package io.delist.store;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * The list's state, and the log of how it came to be. The state is what the log adds up to.
 *
 * <p>Writers of the list queue for one lock, held from {@link #lock} or {@link #apply} to the end
 * of the transaction: revisions are therefore committed in order and none is ever skipped.
 */
public interface ListRegister {

  /**
   * Waits until no other transaction is changing the list. A transaction that also changes requests
   * locks the list first: everyone who needs both takes them in this order.
   */
  void lock();

  /**
   * Makes the changes, in order, as the next revision.
   *
   * @return the revision; the current one if there is no change in the list
   */
  long apply(List<Change> changes);

  /** The revision of the last change; 0 if there was none. */
  long revision();

  /**
   * The identity of this history. It changes when a store is restored from a backup, so that a
   * follower that knows more than the store starts again.
   */
  String epoch();

  /**
   * Reads the changes after a revision in order, each revision whole. Memory does not grow with
   * their number.
   *
   * @return the revision up to which the reader has come
   */
  long readChanges(long afterRevision, Consumer<Change> reader);

  /**
   * The revision after which all changes are there: 0, unless {@link #forgetChanges} took some out.
   * Who is at an earlier one reads the whole state.
   */
  long changesSince();

  /**
   * Takes the changes up to a revision out of the log, some 50,000 at a time and whole revisions;
   * those of the last revision stay.
   *
   * @return how many
   */
  int forgetChanges(long upToRevision);

  /**
   * Takes out what listings said that neither the list nor the log of changes refers to any more,
   * some 10,000 at a time.
   *
   * @return how many; 0 in a store that has nothing of the kind
   */
  int forgetTerms();

  /**
   * Reads the whole state as changes from nothing. Memory does not grow with its size.
   *
   * @return its revision
   */
  long readState(Consumer<Change> reader);

  /** The listings of one source, in no particular order. Memory does not grow with their number. */
  void readListings(Source source, Consumer<Listing> reader);

  /**
   * How many prefixes each source lists, expired ones included; sources that list none are not in.
   */
  SortedMap<Source, Long> countBySource();

  /** The listings whose prefix holds this one, most specific first, expired ones included. */
  List<Listing> listingsCovering(IpPrefix prefix);

  /** The exemptions whose prefix holds this one, most specific first, expired ones included. */
  List<Exemption> exemptionsCovering(IpPrefix prefix);

  /** The exemptions within this prefix, itself included, in order, expired ones included. */
  List<Exemption> exemptionsWithin(IpPrefix prefix);

  /** The soft marks, in order, expired ones included. */
  List<SoftMark> softMarks();

  /** The soft mark of exactly this prefix, also if it has expired. */
  Optional<SoftMark> softMark(IpPrefix prefix);

  /** The allowlist's entries whose prefix holds this one, most specific first. */
  List<AllowEntry> allowedCovering(IpPrefix prefix);

  /** The allowlist, in order. */
  List<AllowEntry> allowlist();
}
