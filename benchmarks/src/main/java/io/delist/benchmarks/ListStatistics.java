package io.delist.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how generated lists and real ones are clustered, side by side as a Markdown table.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.ListStatistics ipsum generated:120430
 * }</pre>
 */
final class ListStatistics {

  private static final List<String> LISTS =
      List.of(
          "ipsum",
          "generated:120430",
          "networks",
          "generated:213288",
          "bgp",
          "generated:1000000",
          "generated:10000000");

  private ListStatistics() {}

  public static void main(String[] names) {
    System.out.print(table(names.length == 0 ? LISTS : List.of(names)));
  }

  /** Lists that are not there have no row. */
  static String table(List<String> names) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | list | entries | /16s | entries in a /16: half, 90 %, 99 % have at most; most | /24s \
        | in a /24: the same | runs: the same | right after another |
        |---|---|---|---|---|---|---|---|
        """);
    for (String name : names) {
      if (Lists.orStandIn(name).equals(name)) {
        Figures figures = Figures.of(Lists.load(name));
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %s | %,d | %s | %s | %.1f %% |%n",
                name,
                figures.entries(),
                figures.slash16s().clusters(),
                figures.slash16s(),
                figures.slash24s().clusters(),
                figures.slash24s(),
                figures.runs(),
                100 * figures.besideShare()));
      }
    }
    return text.toString();
  }

  /**
   * How an IPv4 list is clustered. A run is a series of entries that begin right after one another;
   * {@code besideShare} is the share of entries that continue one.
   */
  record Figures(int entries, Sizes slash16s, Sizes slash24s, Sizes runs, double besideShare) {

    static Figures of(PrefixList list) {
      Sizes runs = Sizes.of(list, -1);
      double beside = 1 - (double) runs.clusters() / list.size();
      return new Figures(list.size(), Sizes.of(list, 16), Sizes.of(list, 24), runs, beside);
    }
  }

  /** How many entries clusters have, in ascending order. */
  static final class Sizes {

    private final int[] sorted;

    private Sizes(int[] sorted) {
      this.sorted = sorted;
    }

    /** By the first so many bits, or by runs if negative. */
    static Sizes of(PrefixList list, int bits) {
      int[] sizes = new int[list.size()];
      int count = 0;
      for (int i = 0; i < list.size(); i++) {
        boolean same =
            i > 0
                && (bits < 0
                    ? list.low(i) == list.low(i - 1) + (1L << (32 - list.length(i - 1)))
                    : list.low(i) >>> (32 - bits) == list.low(i - 1) >>> (32 - bits));
        if (same) {
          sizes[count - 1]++;
        } else {
          sizes[count++] = 1;
        }
      }
      int[] sorted = Arrays.copyOf(sizes, count);
      Arrays.sort(sorted);
      return new Sizes(sorted);
    }

    long clusters() {
      return sorted.length;
    }

    /** So many percent of the clusters have at most this many entries. */
    long ofPercent(int percent) {
      return sorted[Math.min(sorted.length - 1, (int) ((long) sorted.length * percent / 100))];
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d, %,d, %,d; %,d",
          ofPercent(50),
          ofPercent(90),
          ofPercent(99),
          sorted[sorted.length - 1]);
    }
  }
}
