package io.delist.feed;

import java.io.IOException;

/**
 * Writes a list as a file of one format. Text beyond ASCII is to be encoded as UTF-8 by whoever
 * gives the {@code Appendable}; lines end with LF.
 *
 * <p><b>Cost:</b> entries are written as they come; nothing is kept but what lies around the entry
 * at hand. <b>Threads:</b> safe, each call for itself.
 */
public interface FeedWriter {

  /**
   * Writes all that the format can hold; an entry of the other family is passed over where the
   * format has one family.
   *
   * @param entries in the order of their prefixes, each prefix once, as {@link FeedEntries} are
   * @return how many lines say that something is listed
   * @throws IllegalArgumentException if the entries are out of order
   * @throws IOException if {@code out} fails; nothing of it is then to be used
   */
  long write(Iterable<FeedEntry> entries, Appendable out) throws IOException;
}
