package io.delist.store;

import io.delist.blocklist.Listing;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.List;

/**
 * Which listings are to be told that their time is over. A listing that is written is told at its
 * end, once; one that is written anew is told at its new end; one that is gone is told nothing.
 * Whoever takes holds the {@linkplain ListRegister#lock list's lock}.
 */
public interface ExpiryRegister {

  /**
   * The listings whose time is over and that were not taken yet, the longest over first.
   *
   * @param limit at most so many
   */
  List<Listing> due(Instant now, int limit);

  /**
   * Takes note that a listing was told; if the transaction is undone, it is due again.
   *
   * @return whether it was this call; false if another did before, or it has no end
   */
  boolean take(IpPrefix prefix, Source source);
}
