package io.delist.smtp.listener;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what a listener does. One for each listener, which hands it on to its connections.
 *
 * <p><b>Cost:</b> a few additions for each call, nothing is allocated. <b>Threads:</b> safe; a
 * health may miss what is still being counted.
 */
public final class ListenerMeter {

  private final LongSupplier listAgeMillis;
  private final Map<String, LongAdder> decisions = new ConcurrentHashMap<>();
  private final LatencyCounts latency = new LatencyCounts();
  private final AtomicLong open = new AtomicLong();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder turnedAway = new LongAdder();
  private final LongAdder timedOut = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /**
   * @param listAgeMillis the age of the list in milliseconds, -1 if there is none; may throw, which
   *     counts as none
   */
  public ListenerMeter(LongSupplier listAgeMillis) {
    this.listAgeMillis = listAgeMillis;
  }

  /**
   * These decisions are counted from the start, so that the count of each is there before it is
   * made.
   */
  public ListenerMeter expecting(Set<String> labels) {
    labels.forEach(label -> decisions.putIfAbsent(label, new LongAdder()));
    return this;
  }

  /**
   * An answer was given.
   *
   * @param label what was decided: a word of ours, never one from outside, since each is kept
   * @param nanos from the whole question to the answer
   */
  public void decided(String label, long nanos) {
    LongAdder known = decisions.get(label);
    (known == null ? decisions.computeIfAbsent(label, l -> new LongAdder()) : known).increment();
    latency.add(nanos);
  }

  /**
   * Takes one more connection, unless there are as many as there may be.
   *
   * @return whether there was room; if not it counts as turned away, and is not to be closed here
   */
  public boolean open(long mostConnections) {
    if (open.incrementAndGet() > mostConnections) {
      open.decrementAndGet();
      turnedAway.increment();
      return false;
    }
    accepted.increment();
    return true;
  }

  /** A connection that was taken is over. */
  public void closed() {
    open.decrementAndGet();
  }

  /** A connection was closed because the other side took too long. */
  public void timedOut() {
    timedOut.increment();
  }

  /** Something came in that is not of the protocol's form. */
  public void malformed() {
    malformed.increment();
  }

  /** Something of ours failed. */
  public void failed() {
    failed.increment();
  }

  /** What was counted so far. */
  public ListenerHealth health(String name, String address, boolean listening) {
    Map<String, Long> counts = new TreeMap<>();
    decisions.forEach((label, adder) -> counts.put(label, adder.sum()));
    return new ListenerHealth(
        name,
        address,
        listening,
        counts,
        latency.summary(),
        new ListenerHealth.Connections(
            open.get(), accepted.sum(), turnedAway.sum(), timedOut.sum()),
        malformed.sum(),
        failed.sum(),
        age());
  }

  private long age() {
    try {
      return Math.max(-1, listAgeMillis.getAsLong());
    } catch (RuntimeException e) {
      return -1;
    }
  }
}
