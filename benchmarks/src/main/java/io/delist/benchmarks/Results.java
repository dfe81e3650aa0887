package io.delist.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run measured, read from its JSON files: JMH's, and those of the programs beside it. */
final class Results {

  /**
   * One line of JMH's.
   *
   * @param benchmark class and method, {@code LookupBenchmark.throughput}
   * @param error half of the 99.9 % confidence interval, or NaN of a single measurement
   * @param more the other measures, the profiler's among them
   */
  record Row(
      String benchmark,
      int threads,
      Map<String, String> params,
      double score,
      double error,
      String unit,
      Map<String, Double> more) {

    boolean has(String name, String value) {
      return value.equals(params.get(name));
    }

    OptionalDouble allocatedBytes() {
      return more.entrySet().stream()
          .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
          .mapToDouble(Map.Entry::getValue)
          .findFirst();
    }
  }

  private static final List<String> ORDER =
      List.of("ipsum", "networks", "bgp", "generated:", "bgp6", "inbound6", "generated6:");

  private final List<Row> rows = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> programs = new ArrayList<>();
  private Map<String, @Nullable Object> environment = Map.of();

  private Results() {}

  static Results read(Path directory) {
    Results results = new Results();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        results.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the results in " + directory, e);
    }
    return results;
  }

  private void add(Path file) throws IOException {
    String text = Files.readString(file);
    if (text.isBlank()) {
      return;
    }
    for (Object each : list(Json.parse(text))) {
      Map<String, @Nullable Object> object = map(each);
      if (object.containsKey("primaryMetric")) {
        rows.add(row(object));
      } else if ("Environment".equals(object.get("program"))) {
        environment = object;
      } else {
        programs.add(object);
      }
    }
  }

  private static Row row(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> metric = map(object.get("primaryMetric"));
    Map<String, String> params = new LinkedHashMap<>();
    if (object.get("params") != null) {
      map(object.get("params")).forEach((name, value) -> params.put(name, text(value)));
    }
    Map<String, Double> more = new LinkedHashMap<>();
    map(object.get("secondaryMetrics"))
        .forEach((name, value) -> more.put(name, number(map(value).get("score"))));
    String full = text(object.get("benchmark"));
    int method = full.lastIndexOf('.');
    return new Row(
        full.substring(full.lastIndexOf('.', method - 1) + 1),
        (int) number(object.get("threads")),
        params,
        number(metric.get("score")),
        number(metric.get("scoreError")),
        text(metric.get("scoreUnit")),
        more);
  }

  /** A fact about the machine or the run, or "unknown". */
  String environment(String name) {
    return environment.get(name) instanceof String value ? value : "unknown";
  }

  /** Class and method of all that JMH ran. */
  List<String> benchmarks() {
    return rows.stream().map(Row::benchmark).distinct().toList();
  }

  List<Row> rows(String benchmark) {
    return rows.stream().filter(row -> row.benchmark().equals(benchmark)).toList();
  }

  List<Map<String, @Nullable Object>> programs(String name) {
    return programs.stream().filter(object -> name.equals(object.get("program"))).toList();
  }

  /** One thread, no writer, a handle for each prefix. */
  Optional<Row> lookup(String form, String list, String structure, String stream) {
    return lookups(form, 1, "distinct", 0)
        .filter(row -> row.has("list", list) && row.has("structure", structure))
        .filter(row -> row.has("stream", stream))
        .findFirst();
  }

  Stream<Row> lookups(String form, int threads, String handles, int updatesPerSecond) {
    return rows("LookupBenchmark." + form).stream()
        .filter(row -> row.threads() == threads && row.has("handles", handles))
        .filter(row -> row.has("updatesPerSecond", Integer.toString(updatesPerSecond)));
  }

  /** The lists of the lookups of one family, real ones first, then by size. */
  List<String> lists(boolean v4) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(
        row -> {
          if (row.params().containsKey("structure")) {
            names.add(row.params().getOrDefault("list", ""));
          }
        });
    return names.stream().filter(name -> isV4(name) == v4).sorted(Results::inOrder).toList();
  }

  static int inOrder(String one, String other) {
    int byKind = Integer.compare(kind(one), kind(other));
    return byKind != 0 ? byKind : Long.compare(generatedSize(one), generatedSize(other));
  }

  static boolean isV4(String list) {
    return !list.startsWith("bgp6")
        && !list.startsWith("inbound6")
        && !list.startsWith("generated6:");
  }

  static boolean isReal(String list) {
    return !list.startsWith("generated");
  }

  /** 0 if the list is not a generated one. */
  static long generatedSize(String list) {
    return isReal(list) ? 0 : Long.parseLong(list.substring(list.indexOf(':') + 1));
  }

  private static int kind(String list) {
    int at = 0;
    while (at < ORDER.size() && !list.startsWith(ORDER.get(at))) {
      at++;
    }
    // "bgp6" starts like "bgp".
    return list.equals("bgp6") ? ORDER.indexOf("bgp6") : at;
  }

  static double number(@Nullable Object value) {
    return value instanceof Double number ? number : Double.NaN;
  }

  static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IllegalArgumentException("expected a JSON object and not " + value);
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of(value == null ? Map.of() : value);
  }

  /** Three digits that count, or whole numbers; thousands parted. */
  static String figure(double value) {
    String pattern = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
