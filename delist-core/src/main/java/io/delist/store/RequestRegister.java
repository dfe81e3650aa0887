package io.delist.store;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpPrefix;
import io.delist.token.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The requests. */
public interface RequestRegister {

  /**
   * Keeps a new request.
   *
   * @throws StoreException if the id is taken
   */
  void insert(DelistRequest request);

  Optional<DelistRequest> find(RequestId id);

  /**
   * Replaces a request that is still as it was read: one conditional update on state, count of
   * wrong codes and steps of the casework. Of several who try the same at once exactly one
   * succeeds.
   *
   * @param next the same request, told from what was read by one of these; anything else is refused
   *     with an IllegalArgumentException
   * @return whether it was this call
   */
  boolean replace(DelistRequest read, DelistRequest next);

  /**
   * Requests in one of these states whose address lies in the prefix, the youngest first.
   *
   * @param limit at most so many
   */
  List<DelistRequest> within(IpPrefix prefix, List<RequestState> states, int limit);

  /**
   * Records the revision of a request's delisting, in the transaction that has just moved it on.
   */
  void setRevision(RequestId id, long revision);

  /**
   * Requests in this state, the one that has been in it longest first.
   *
   * @param limit at most so many
   */
  List<DelistRequest> in(RequestState state, int limit);

  /** Requests in this state whose revision is this or a lower one; at most 1,000, oldest first. */
  List<DelistRequest> upToRevision(RequestState state, long revision);

  /** Open requests whose time is over at {@code now}; at most 1,000, oldest first. */
  List<DelistRequest> expired(Instant now);

  /**
   * Requests that have been in one of these states since before a time and whose mailbox is not
   * erased, the one that has been in it longest first.
   *
   * @param limit at most so many
   */
  List<DelistRequest> withMailbox(List<RequestState> states, Instant before, int limit);

  /**
   * Puts something else in the place of a request's mailbox, and takes out what reviewer and
   * requester wrote, whatever its state.
   *
   * @param kept as {@link EmailAddress#erased} makes it
   */
  void eraseMailbox(RequestId id, EmailAddress kept);

  /**
   * Deletes requests that have been in one of these states since before a time.
   *
   * @param limit at most so many
   * @return how many
   */
  int forget(List<RequestState> states, Instant before, int limit);
}
