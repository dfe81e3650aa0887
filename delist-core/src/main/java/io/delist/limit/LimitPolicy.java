package io.delist.limit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of everything is allowed. Immutable.
 *
 * @param rates the limits that are in force; one that is not in it is switched off
 * @param mostRows how many keys of one limit the store keeps: 1,000 to 10,000,000
 */
public record LimitPolicy(Map<Limit, Rate> rates, int mostRows) {

  private static final int USUAL_ROWS = 100_000;
  private static final int FEWEST_ROWS = 1_000;
  private static final int MOST_ROWS = 10_000_000;

  /**
   * @throws IllegalArgumentException if the rows are out of range
   */
  public LimitPolicy {
    if (mostRows < FEWEST_ROWS || mostRows > MOST_ROWS) {
      throw new IllegalArgumentException(
          mostRows + " rows is out of range; must be " + FEWEST_ROWS + " to " + MOST_ROWS);
    }
    Map<Limit, Rate> own = new EnumMap<>(Limit.class);
    own.putAll(rates);
    rates = Collections.unmodifiableMap(own);
  }

  /** Every limit as {@link Limit#usual()} has it, and 100,000 rows. */
  public static LimitPolicy defaults() {
    Map<Limit, Rate> rates = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      rates.put(limit, limit.usual());
    }
    return new LimitPolicy(rates, USUAL_ROWS);
  }

  /** No limit at all. For tests, and for portals that are limited by something else. */
  public static LimitPolicy none() {
    return new LimitPolicy(Map.of(), USUAL_ROWS);
  }

  /** What is allowed, or empty if the limit is switched off. */
  public Optional<Rate> of(Limit limit) {
    return Optional.ofNullable(rates.get(limit));
  }

  public LimitPolicy with(Limit limit, Rate rate) {
    Map<Limit, Rate> changed = new EnumMap<>(Limit.class);
    changed.putAll(rates);
    changed.put(limit, rate);
    return new LimitPolicy(changed, mostRows);
  }

  public LimitPolicy without(Limit limit) {
    Map<Limit, Rate> changed = new EnumMap<>(Limit.class);
    changed.putAll(rates);
    changed.remove(limit);
    return new LimitPolicy(changed, mostRows);
  }

  public LimitPolicy withMostRows(int rows) {
    return new LimitPolicy(rates, rows);
  }
}
