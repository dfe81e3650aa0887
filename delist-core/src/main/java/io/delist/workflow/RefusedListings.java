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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit log what the side of operators, detectors and feeds was refused. The same
 * refusal is written the first time within an hour, the tenth, the hundredth and so on, with its
 * number. Beyond 1,600 different ones an hour, further ones are counted in sum by who was refused
 * what by which guard, and written in the same way without their prefixes. So nobody fills the log
 * by reporting what is never listed, and nothing is refused without a trace.
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
    String group = String.join("|", actor, action, Objects.toString(rule));
    Repeats.Counted count = Repeats.count(transaction, group + "|" + of, group, SPAN);
    if (count.isWritten()) {
      AuditEntry entry = entry(transaction, actor, action, prefix, why, count);
      transaction.audit().append(rule == null ? entry : entry.by(rule));
    }
  }

  private static AuditEntry entry(
      Transaction transaction,
      String actor,
      String action,
      @Nullable IpPrefix prefix,
      String why,
      Repeats.Counted count) {
    boolean alone = count.together() == Repeats.Together.ALONE;
    String words =
        switch (count.together()) {
          case ALONE -> why;
          case GROUP -> "one of many different ones, which are counted together by source and rule";
          case ALL -> "one of many different ones, which are counted together, whatever the source";
        };
    return new AuditEntry(
        transaction.now(),
        actor,
        action + ".refused",
        null,
        alone ? prefix : null,
        null,
        alone && count.number() == 1 ? words : "time " + count.number() + ": " + words);
  }
}
