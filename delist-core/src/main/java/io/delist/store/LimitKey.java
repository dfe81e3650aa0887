package io.delist.store;

/**
 * Names what is counted, without saying what it is: a keyed hash of a mailbox, a client, a range.
 *
 * @param pool keys of one kind, which are bounded together: 0 to 15
 * @param high the first 64 bits of the hash
 * @param low the last 64 bits of the hash
 */
public record LimitKey(int pool, long high, long low) {

  /** How many pools there can be. */
  public static final int POOLS = 16;

  /** How many parts each pool has. A part is locked as a whole. */
  public static final int PARTS = 16;

  /**
   * @throws IllegalArgumentException if the pool is not 0 to 15
   */
  public LimitKey {
    if (pool < 0 || pool >= POOLS) {
      throw new IllegalArgumentException("pool " + pool + " is out of range; must be 0 to 15");
    }
  }

  /** The part that the key falls in: 0 to 255, those of one pool side by side. */
  public int part() {
    return pool * PARTS + (int) (low & (PARTS - 1));
  }

  /** How many rows one part may hold where the pool may hold so many. */
  public static int mostRowsOfPart(int mostRowsOfPool) {
    return (mostRowsOfPool + PARTS - 1) / PARTS;
  }
}
