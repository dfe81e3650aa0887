package io.delist.limit;

import io.delist.store.LimitKey;
import io.delist.store.LimitRow;
import io.delist.store.Transaction;
import io.delist.token.Fingerprints;
import io.delist.token.KeyedHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts what is said again and again, so that it is written down the first time, the tenth, the
 * hundredth and so on within a span, and its number stays known: a million times are seven rows.
 *
 * <p>Rows are bounded at 1,600 for all that is said at a time. Where so many spans have not ended,
 * something new is counted in sum with all of its group, in 400 rows more, and where these are
 * taken, with all of every group, in one row. So nothing is left without a count.
 *
 * <p><b>Cost:</b> a lock, a question and a row; up to three of each where rows are full. Takes the
 * {@linkplain io.delist.store.LimitRegister#lock limits' lock}: after the list's, before requests.
 */
public final class Repeats {

  /** One pool behind the other, so that nobody waits in a circle. */
  private static final int POOL = 10;

  private static final int GROUPS_POOL = 12;
  private static final int ALL_POOL = 13;
  private static final int MOST_ROWS = 1_600;
  private static final int MOST_GROUPS = 400;
  private static final int ONE_OF_EACH_PART = LimitKey.PARTS;
  private static final int STEP = 10;

  private Repeats() {}

  /** With what something was counted. */
  public enum Together {
    /** With its like alone. */
    ALONE,
    /** With all of its group that found no room. */
    GROUP,
    /** With all that found no room. */
    ALL
  }

  /**
   * One count.
   *
   * @param number the how manieth time it is
   * @param together what was counted with it
   */
  public record Counted(long number, Together together) {

    /** Whether it is to be written down: 1, 10, 100… */
    public boolean isWritten() {
      return isPowerOfStep(number);
    }
  }

  /**
   * Counts once more.
   *
   * @param what what is said, by whom, of what
   * @param group what it is counted with where there is no room for itself
   * @param span how long it is counted, from the first time on
   */
  public static Counted count(Transaction transaction, String what, String group, Duration span) {
    return count(transaction, key(POOL, what), MOST_ROWS, span, Together.ALONE)
        .or(() -> count(transaction, key(GROUPS_POOL, group), MOST_GROUPS, span, Together.GROUP))
        .or(() -> count(transaction, key(ALL_POOL, ""), ONE_OF_EACH_PART, span, Together.ALL))
        .orElseThrow(() -> new IllegalStateException("one key of a pool always has room"));
  }

  private static LimitKey key(int pool, String what) {
    byte[] name = Fingerprints.sha256("repeated " + what);
    return new LimitKey(pool, KeyedHash.bits(name, 0), KeyedHash.bits(name, 1));
  }

  /** Empty if there is no room. */
  private static Optional<Counted> count(
      Transaction transaction, LimitKey key, int mostRows, Duration span, Together together) {
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
            .put(new LimitRow(key, Long.toString(count), before.endsAt()), mostRows);
    return kept ? Optional.of(new Counted(count, together)) : Optional.empty();
  }

  private static boolean isPowerOfStep(long count) {
    long rest = count;
    while (rest % STEP == 0) {
      rest /= STEP;
    }
    return rest == 1;
  }
}
