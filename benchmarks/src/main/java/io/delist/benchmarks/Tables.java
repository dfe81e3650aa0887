package io.delist.benchmarks;

import io.delist.benchmarks.Results.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that was measured, as Markdown. */
final class Tables {

  private static final List<String> STRUCTURES =
      List.of(
          "delist",
          "ipaddress",
          "dir24",
          "floor",
          "sorted",
          "treeMap",
          "rangeMap",
          "hashMaps",
          "openHash",
          "patricia",
          "netty",
          "roaring",
          "spring");
  private static final List<String> STREAMS = List.of("hits", "tenth", "zipf");

  private final Results results;
  private final StringBuilder text = new StringBuilder();

  private Tables(Results results) {
    this.results = results;
  }

  static String all(Results results) {
    Tables tables = new Tables(results);
    tables.lookups("IPv4 lookups", true);
    tables.lookups("IPv6 lookups", false);
    tables.twoThreads();
    tables.sharedHandles();
    tables.writer();
    tables.plain("The whole verdict", "CheckBenchmark");
    tables.plain("Forms of an address", "FormsBenchmark");
    tables.memory();
    tables.updates();
    tables.plain("Loading a text file", "TextLoadBenchmark");
    tables.plain("Loading a snapshot", "SnapshotLoadBenchmark");
    tables.plain("Tokens", "TokenBenchmark");
    return tables.text.toString();
  }

  private void title(String title, String remark) {
    text.append("\n## ").append(title).append("\n\n").append(remark).append("\n\n");
  }

  private void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void head(List<String> cells) {
    row(cells);
    text.append("|---".repeat(cells.size())).append("|\n");
  }

  private void lookups(String title, boolean v4) {
    title(
        title,
        "ns per lookup, ± half of JMH's 99.9 % interval; in brackets the bytes it allocates, if"
            + " any. One thread, a handle for each prefix.");
    List<String> head = new ArrayList<>(List.of("list", "structure"));
    STREAMS.forEach(stream -> head.add("throughput, " + stream));
    STREAMS.forEach(stream -> head.add("latency, " + stream));
    head(head);
    for (String list : results.lists(v4)) {
      for (String structure : STRUCTURES) {
        List<String> cells = new ArrayList<>(List.of(list, structure));
        for (String form : List.of("throughput", "latency")) {
          for (String stream : STREAMS) {
            cells.add(results.lookup(form, list, structure, stream).map(Tables::cell).orElse(""));
          }
        }
        if (cells.stream().skip(2).anyMatch(cell -> !cell.isEmpty())) {
          row(cells);
        }
      }
    }
  }

  private static String cell(Row row) {
    double bytes = row.allocatedBytes().orElse(0);
    return timed(row) + (bytes < 0.5 ? "" : " (" + Math.round(bytes) + " B)");
  }

  private static String timed(Row row) {
    String error = Double.isNaN(row.error()) ? "" : " ± " + Results.figure(row.error());
    return Results.figure(row.score()) + error;
  }

  private void twoThreads() {
    title(
        "Two threads", "ns per lookup in each of two threads, throughput form, without a writer.");
    head(List.of("list", "structure", "stream", "two threads", "one thread"));
    results
        .lookups("throughput", 2, "distinct", 0)
        .forEach(
            row -> {
              String list = param(row, "list");
              String structure = param(row, "structure");
              String stream = param(row, "stream");
              Optional<Row> one = results.lookup("throughput", list, structure, stream);
              row(List.of(list, structure, stream, cell(row), one.map(Tables::cell).orElse("")));
            });
  }

  private void sharedHandles() {
    title("One handle for all", "As a feed has it; ns per lookup, throughput form, one thread.");
    head(List.of("list", "stream", "one handle for all", "a handle for each prefix"));
    results
        .lookups("throughput", 1, "shared", 0)
        .forEach(
            row -> {
              Optional<Row> distinct =
                  results.lookup("throughput", param(row, "list"), "delist", param(row, "stream"));
              row(
                  List.of(
                      param(row, "list"),
                      param(row, "stream"),
                      cell(row),
                      distinct.map(Tables::cell).orElse("")));
            });
  }

  private void writer() {
    title(
        "With a writer",
        "ns per lookup in each thread while a further thread changes the list, and what it did.");
    head(List.of("list", "form", "stream", "threads", "asked of the writer", "done", "ns"));
    for (String form : List.of("throughput", "latency")) {
      for (Row row : results.rows("LookupBenchmark." + form)) {
        if (!row.has("updatesPerSecond", "0")) {
          row(
              List.of(
                  param(row, "list"),
                  form,
                  param(row, "stream"),
                  Integer.toString(row.threads()),
                  param(row, "updatesPerSecond"),
                  String.format(Locale.ROOT, "%,.0f", updatesPerSecond(row)),
                  timed(row)));
        }
      }
    }
  }

  /** What the writer did while this was measured. */
  static double updatesPerSecond(Row row) {
    double updates = row.more().getOrDefault("updates", Double.NaN);
    return updates / row.more().getOrDefault("updateMicros", Double.NaN) * 1e6;
  }

  /** A line for each method and list. */
  private void plain(String title, String benchmark) {
    title(title, "`" + benchmark + "`; bytes are what one operation allocates.");
    head(List.of("method", "list", "verdict", "time", "unit", "bytes"));
    for (String method : methods(benchmark)) {
      for (Row row : results.rows(benchmark + "." + method)) {
        row(
            List.of(
                method,
                param(row, "list"),
                param(row, "verdict"),
                timed(row),
                row.unit(),
                String.format(Locale.ROOT, "%,.0f", row.allocatedBytes().orElse(Double.NaN))));
      }
    }
  }

  private Set<String> methods(String benchmark) {
    Set<String> methods = new LinkedHashSet<>();
    for (String name : results.benchmarks()) {
      if (name.startsWith(benchmark + ".")) {
        methods.add(name.substring(benchmark.length() + 1));
      }
    }
    return methods;
  }

  private void memory() {
    title(
        "Memory",
        "Bytes a prefix. `delist-shared` and `delist-distinct` are the trie with one handle for"
            + " all and with one for each; `blocklist` is all that a node keeps of a feed.");
    head(List.of("list", "prefixes", "structure", "by walking (JOL)", "by the heap's growth"));
    Map<String, String[]> cells = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : results.programs("Memory")) {
      String key = Results.text(row.get("list")) + "\n" + Results.text(row.get("structure"));
      String[] cell = cells.computeIfAbsent(key, k -> new String[] {"", "", ""});
      cell[0] = String.format(Locale.ROOT, "%,.0f", Results.number(row.get("entries")));
      boolean walked = "jol".equals(row.get("by"));
      cell[walked ? 1 : 2] = Results.figure(Results.number(row.get("perPrefix")));
    }
    cells.forEach(
        (key, cell) -> {
          String[] names = key.split("\n", -1);
          row(List.of(names[0], cell[0], names[1], cell[1], cell[2]));
        });
  }

  private void updates() {
    title("Single changes", "µs from before the new trie is made until it is published.");
    head(
        List.of("list", "change", "count", "median", "99 %", "99.9 %", "most", "changes a second"));
    for (Map<String, @Nullable Object> row : results.programs("UpdateLatency")) {
      List<String> cells = new ArrayList<>();
      cells.add(Results.text(row.get("list")));
      cells.add(Results.text(row.get("change")));
      cells.add(String.format(Locale.ROOT, "%,.0f", Results.number(row.get("count"))));
      for (String name : List.of("p50", "p99", "p999", "max")) {
        cells.add(Results.figure(Results.number(row.get(name)) / 1e3));
      }
      cells.add(String.format(Locale.ROOT, "%,.0f", Results.number(row.get("perSecond"))));
      row(cells);
    }
  }

  private static String param(Row row, String name) {
    return row.params().getOrDefault(name, "");
  }
}
