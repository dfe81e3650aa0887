package io.delist.store;

import io.delist.net.IpPrefix;
import io.delist.token.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * What was done, by whom. Rows are added and never changed. Each has a number and a hash over
 * itself and the row before, so that a row that is changed, taken out, put in or moved breaks the
 * chain behind it.
 *
 * <p>Numbers follow the order of commits and have no gaps. To that end a transaction's entries get
 * their numbers at its very end, behind a lock that it then holds for one insert, one update and
 * the commit: writers of the log wait for each other that long, and never for each other's work.
 */
public interface AuditLog {

  /** Adds an entry; numbered and written at the end of the transaction. */
  void append(AuditEntry entry);

  /** What was done about a request, in order; this transaction's own entries included. */
  List<AuditEntry> of(RequestId requestId);

  /** What was done to exactly this prefix, in order; this transaction's own entries included. */
  List<AuditEntry> of(IpPrefix prefix);

  /** The rows about a request or exactly this prefix, in order. */
  List<AuditRow> about(RequestId requestId, IpPrefix prefix);

  /** Reads all rows after a number, in order. Memory does not grow with their number. */
  default void read(long afterNumber, Consumer<AuditRow> reader) {
    read(afterNumber, Long.MAX_VALUE, reader);
  }

  /**
   * Reads the first rows after a number, in order. Memory does not grow with their number.
   *
   * @param most at most so many
   */
  void read(long afterNumber, long most, Consumer<AuditRow> reader);

  /** The last row's place, kept beside the rows. */
  AuditLink end();

  /** Where the rows begin: the place of the last row that {@link #cutBefore} took out. */
  AuditLink start();

  /** The highest revision that a row older than a time tells of; 0 if there is none. */
  long lastRevisionBefore(Instant time);

  /**
   * Takes out the oldest rows, which are those older than a time up to the first that is not, and
   * remembers where the chain now begins; at most 10,000 at a time. The last row always stays.
   *
   * @return how many
   */
  int cutBefore(Instant time);
}
