package io.delist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** What every fuzz target asks for beside its own: the same answer twice, and bounded memory. */
public final class Fuzzed {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzzed() {}

  public static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  /** Each line is an input of its own, so that one seed file holds many. */
  public static List<String> lines(byte[] input) {
    return List.of(text(input).split("\n", -1));
  }

  /**
   * Asks twice. The second time, when all classes are loaded, counts: it may allocate no more than
   * this, garbage included.
   */
  public static <T> T twice(long mostBytes, Supplier<T> question) {
    T first = question.get();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    T second = question.get();
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(second).isEqualTo(first);
    assertThat(allocated).as("bytes allocated").isLessThanOrEqualTo(mostBytes);
    return first;
  }

  /** A message of a refusal is short and harmless in a log. */
  public static void checkMessage(Exception refusal) {
    assertThat(refusal.getMessage()).hasSizeBetween(1, 400);
    assertThat(refusal.getMessage().chars()).allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
