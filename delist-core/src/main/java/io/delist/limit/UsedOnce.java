package io.delist.limit;

import io.delist.store.LimitKey;
import io.delist.store.LimitRow;
import io.delist.store.Transaction;
import io.delist.token.KeyedHash;
import java.time.Instant;
import java.util.List;

/**
 * Lets each thing be used once until it ends by itself: the answer to a human check, for instance.
 * Of several who use it at once one is the first, whatever node they came to.
 *
 * <p>Rows are bounded at 100,000; where so many have not ended, nothing more can be used, which is
 * told like a second use.
 */
public final class UsedOnce {

  private static final int POOL = 9;
  private static final int MOST_ROWS = 100_000;

  private UsedOnce() {}

  /**
   * Uses it.
   *
   * @param name 16 bytes or more that nobody can choose, such as a hash
   * @param endsAt from when on it is of no use to anybody
   * @return whether this was the first time
   */
  public static boolean use(Transaction transaction, byte[] name, Instant endsAt) {
    LimitKey key = new LimitKey(POOL, KeyedHash.bits(name, 0), KeyedHash.bits(name, 1));
    List<LimitKey> keys = List.of(key);
    transaction.limits().lock(keys);
    boolean used =
        transaction.limits().find(keys).stream()
            .anyMatch(row -> row.endsAt().isAfter(transaction.now()));
    return !used && transaction.limits().put(new LimitRow(key, "", endsAt), MOST_ROWS);
  }
}
