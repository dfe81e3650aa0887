package io.delist.limit;

import io.delist.store.LimitKey;
import io.delist.store.LimitRow;
import io.delist.store.Transaction;
import io.delist.token.Fingerprints;
import io.delist.token.KeyedHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Counts what is said again and again, so that it is written down the first time, the tenth, the
 * hundredth and so on within a span, and its number stays known: a million times are seven rows.
 *
 * <p>Rows are bounded at 1,600 for all that is said at a time. Where so many spans have not ended,
 * something new is not written down.
 *
 * <p><b>Cost:</b> a lock, a question and a row. Takes the {@linkplain
 * io.delist.store.LimitRegister#lock limits' lock}: after the list's, before requests.
 */
public final class Repeats {

  private static final int POOL = 10;
  private static final int MOST_ROWS = 1_600;
  private static final int STEP = 10;

  private Repeats() {}

  /**
   * Counts once more.
   *
   * @param what what is said, by whom, of what
   * @param span how long it is counted, from the first time on
   * @return the how manieth time it is, if that is to be written down: 1, 10, 100…; or empty
   */
  public static OptionalLong count(Transaction transaction, String what, Duration span) {
    byte[] name = Fingerprints.sha256("repeated " + what);
    LimitKey key = new LimitKey(POOL, KeyedHash.bits(name, 0), KeyedHash.bits(name, 1));
    List<LimitKey> keys = List.of(key);
    transaction.limits().lock(keys);
    Instant now = transaction.now();
    LimitRow before =
        transaction.limits().find(keys).stream()
            .filter(row -> row.endsAt().isAfter(now))
            .findFirst()
            .orElseGet(() -> new LimitRow(key, "0", now.plus(span)));
    long count = Long.parseLong(before.times()) + 1;
    boolean kept =
        transaction
            .limits()
            .put(new LimitRow(key, Long.toString(count), before.endsAt()), MOST_ROWS);
    return kept && isPowerOfStep(count) ? OptionalLong.of(count) : OptionalLong.empty();
  }

  private static boolean isPowerOfStep(long count) {
    long rest = count;
    while (rest % STEP == 0) {
      rest /= STEP;
    }
    return rest == 1;
  }
}
