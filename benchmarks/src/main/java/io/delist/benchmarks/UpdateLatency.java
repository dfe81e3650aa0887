package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long does a single insert or remove take, until readers see it? One thread changes the list
 * back to back; each change is timed from before the new trie is made until it is published.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.UpdateLatency \
 *     updates.json generated:1000000 1000000
 * }</pre>
 */
final class UpdateLatency {

  private static final long LONGEST_NANOS = 10_000_000_000L;

  private UpdateLatency() {}

  public static void main(String[] args) throws IOException {
    String json = measure(args[1], Integer.parseInt(args[2]));
    System.out.print(json);
    Files.writeString(Path.of(args[0]), json);
  }

  /** As a JSON array, one object for inserts and one for removes, times in nanoseconds. */
  static String measure(String list, int changes) {
    PrefixList prefixes = Lists.load(list);
    Serving serving = new Serving(prefixes, Handles.DISTINCT);
    Toggles toggles = new Toggles(prefixes, Handles.DISTINCT, serving);
    // As many again before, so that all is compiled and the collector is in its stride.
    measure(serving, toggles, changes, histogram(), histogram());
    Histogram inserts = histogram();
    Histogram removes = histogram();
    long start = System.nanoTime();
    measure(serving, toggles, changes, inserts, removes);
    double seconds = (System.nanoTime() - start) / 1e9;
    return "[\n"
        + object(list, "insert", inserts, changes / seconds)
        + ",\n"
        + object(list, "remove", removes, changes / seconds)
        + "\n]\n";
  }

  private static void measure(
      Serving serving, Toggles toggles, int changes, Histogram inserts, Histogram removes) {
    for (int i = 0; i < changes; i++) {
      Histogram times = toggles.draw() ? inserts : removes;
      long start = System.nanoTime();
      toggles.apply(serving);
      times.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - start));
    }
  }

  private static Histogram histogram() {
    return new Histogram(LONGEST_NANOS, 3);
  }

  private static String object(String list, String change, Histogram times, double perSecond) {
    return String.format(
        Locale.ROOT,
        "{\"program\": \"UpdateLatency\", \"list\": \"%s\", \"change\": \"%s\", \"count\": %d,"
            + " \"mean\": %.1f, \"p50\": %d, \"p99\": %d, \"p999\": %d, \"max\": %d,"
            + " \"perSecond\": %.0f}",
        list,
        change,
        times.getTotalCount(),
        times.getMean(),
        times.getValueAtPercentile(50),
        times.getValueAtPercentile(99),
        times.getValueAtPercentile(99.9),
        times.getMaxValue(),
        perSecond);
  }
}
