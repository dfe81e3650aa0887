package io.delist.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Makes the tables and the picture from the JSON of a run: the table of goals in the README,
 * between its markers, all tables in {@code results/tables.md}, and {@code results/lookup.svg}.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.Report RESULTS MODULE
 * }</pre>
 */
final class Report {

  static final String BEGIN = "<!-- results: made by benchmarks/run report -->";
  static final String END = "<!-- end of results -->";

  private static final String REMARK =
      """

      A ratio is the worst of the streams that were measured, which stands in brackets; throughput \
      form, one thread, a handle for each prefix. [All tables](results/tables.md).
      """;

  private static final String PICTURE =
      """

      ![Time per lookup by size of the list, beside the peers](results/lookup.svg)
      """;

  private Report() {}

  public static void main(String[] args) throws IOException {
    Results results = Results.read(Path.of(args[0]));
    Path module = Path.of(args[1]);
    // What a trial measures is not to stand anywhere as a result.
    boolean trial = results.environment("mode").equals("trial");
    Path directory = trial ? Path.of(args[0]) : module.resolve("results");
    Files.createDirectories(directory);
    String all = "# All results\n\n" + machine(results) + Tables.all(results);
    Files.writeString(directory.resolve("tables.md"), all);
    String goals = machine(results) + "\n" + Goals.table(results) + REMARK;
    String picture = Plot.svg(results);
    if (!picture.isEmpty()) {
      Files.writeString(directory.resolve("lookup.svg"), picture);
      goals += PICTURE;
    }
    if (!trial) {
      Path readme = module.resolve("README.md");
      Files.writeString(readme, between(Files.readString(readme), goals));
    }
    System.out.println(goals);
    System.out.println("all tables: " + directory.resolve("tables.md"));
  }

  /** The text with what stands between the markers replaced. */
  static String between(String text, String results) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the README has no lines \""
              + BEGIN
              + "\" and \""
              + END
              + "\" to put the results between");
    }
    return text.substring(0, begin + BEGIN.length())
        + "\n\n"
        + results
        + "\n"
        + text.substring(end);
  }

  private static String machine(Results results) {
    return String.format(
        Locale.ROOT,
        "Measured on %s at %s, mode %s: %s with %s cores (%s), %s, %s.%n",
        results.environment("date"),
        results.environment("commit"),
        results.environment("mode"),
        results.environment("cpu"),
        results.environment("cores"),
        results.environment("caches"),
        results.environment("os"),
        results.environment("jdk"));
  }
}
