package io.delist.smtp.listener;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a listener is, and what it did since it was started. Immutable.
 *
 * @param name what it speaks, as {@code postfix}
 * @param address where it listens, for people
 * @param listening whether it takes connections
 * @param decisions how often it decided what, by the decision's label
 * @param latency how long it took from the whole question to the answer
 * @param connections connections, by what became of them
 * @param malformed inputs that were not of the protocol's form
 * @param failed inputs that something of ours failed on; they were answered with no opinion or not
 *     at all
 * @param listAgeMillis the age of the list that it answers from; -1 if there is none yet or nobody
 *     told
 */
public record ListenerHealth(
    String name,
    String address,
    boolean listening,
    Map<String, Long> decisions,
    LatencySummary latency,
    Connections connections,
    long malformed,
    long failed,
    long listAgeMillis) {

  public ListenerHealth {
    decisions = Collections.unmodifiableMap(new TreeMap<>(decisions));
  }

  /**
   * Connections, all zero for a listener that knows none.
   *
   * @param open those that are open now
   * @param accepted all that were taken, the open ones too
   * @param turnedAway those that were closed at once, since there were too many
   * @param timedOut those that were closed because the other side took too long
   */
  public record Connections(long open, long accepted, long turnedAway, long timedOut) {}
}
