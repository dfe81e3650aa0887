package io.delist.workflow;

import io.delist.blocklist.Guard;
import io.delist.limit.Repeats;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit log what the side of operators, detectors and feeds was refused. The same
 * refusal is written the first time within an hour, the tenth, the hundredth and so on, with its
 * number; and there are at most 1,600 different ones an hour. So nobody fills the log by reporting
 * what is never listed.
 *
 * <p>The row has a transaction of its own after the refusal: where the store is away the refusal
 * stands and the row is missing, which the log of the process says.
 */
final class RefusedListings {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedListings.class);
  private static final Duration SPAN = Duration.ofHours(1);

  private final Store store;

  RefusedListings(Store store) {
    this.store = store;
  }

  /**
   * Writes it down; never throws.
   *
   * @param action what was tried, as the audit log calls it
   * @param prefix what it was about, or null for a list as a whole
   * @param guard what stands against it, or null if no guard does
   */
  void book(
      String actor, String action, @Nullable IpPrefix prefix, @Nullable Guard guard, String why) {
    try {
      store.run(transaction -> book(transaction, actor, action, prefix, guard, why));
    } catch (StoreException e) {
      LOG.warn(
          "{} of {} by {} was refused, and the audit log does not have it: {}",
          action,
          prefix,
          actor,
          e.getMessage());
    }
  }

  private static void book(
      Transaction transaction,
      String actor,
      String action,
      @Nullable IpPrefix prefix,
      @Nullable Guard guard,
      String why) {
    // Of a prefix the words follow from the guard; of a list they say which list it is.
    String of = prefix == null ? why : prefix.toString();
    String rule = guard == null ? null : guard.id();
    OptionalLong count =
        Repeats.count(
            transaction, String.join("|", actor, action, Objects.toString(rule), of), SPAN);
    if (count.isPresent()) {
      String words = count.getAsLong() == 1 ? why : "time " + count.getAsLong() + ": " + why;
      AuditEntry entry =
          new AuditEntry(transaction.now(), actor, action + ".refused", null, prefix, null, words);
      transaction.audit().append(rule == null ? entry : entry.by(rule));
    }
  }
}
