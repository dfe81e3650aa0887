package io.delist.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables and the picture say what the JSON says. */
class ReportTest {

  @TempDir private Path directory;
  private final List<String> rows = new ArrayList<>();

  @BeforeEach
  void aSmallRun() throws IOException {
    for (int size = 1000; size <= 1_000_000; size *= 10) {
      lookup("generated:" + size, "delist", "tenth", 1, 0, 10, "");
      lookup("generated:" + size, "ipaddress", "tenth", 1, 0, 500, "");
    }
    lookup("ipsum", "delist", "tenth", 1, 0, 10, "");
    lookup("ipsum", "delist", "hits", 1, 0, 20, "");
    lookup("ipsum", "dir24", "tenth", 1, 0, 9, "");
    lookup("ipsum", "dir24", "hits", 1, 0, 30, "");
    lookup("ipsum", "floor", "tenth", 1, 0, 5, "");
    lookup("generated:1000000", "delist", "tenth", 2, 0, 10, "");
    String writes = ", \"updates\": {\"score\": 100000}, \"updateMicros\": {\"score\": 500000}";
    lookup("generated:1000000", "delist", "tenth", 2, 200_000, 12.8, writes);
    rows.add(jmh("CheckBenchmark.check", 1, 30, "\"verdict\": \"exempt\"", gc(24)));
    rows.add(jmh("TextLoadBenchmark.trie", 1, 50, "\"list\": \"generated:1000000\"", gc(9)));
    rows.add(jmh("TextLoadBenchmark.bufferedReader", 1, 20, "\"list\": \"x\"", gc(9)));
    Files.writeString(directory.resolve("jmh-00.json"), "[" + String.join(",\n", rows) + "]");
    Files.writeString(
        directory.resolve("memory.json"),
        """
        [{"program": "Memory", "list": "bgp", "structure": "delist-shared", "by": "jol",
          "entries": 901899, "bytes": 8117091, "perPrefix": 9.00},
         {"program": "Memory", "list": "bgp", "structure": "delist-distinct", "by": "jol",
          "entries": 901899, "bytes": 9920889, "perPrefix": 11.00}]
        """);
    Files.writeString(
        directory.resolve("updates.json"),
        """
        [{"program": "UpdateLatency", "list": "generated:1000000", "change": "insert",
          "count": 5000, "p50": 1500, "p99": 12000, "p999": 40000, "max": 90000,
          "perSecond": 300000}]
        """);
    Files.writeString(
        directory.resolve("environment.json"),
        "{\"program\": \"Environment\", \"date\": \"2026-11-25\", \"cpu\": \"a \\u00b5 \\\"CPU\\\"\"}");
  }

  private void lookup(
      String list,
      String structure,
      String stream,
      int threads,
      int updates,
      double score,
      String more) {
    String params =
        String.join(
            ", ",
            "\"list\": \"" + list + "\"",
            "\"structure\": \"" + structure + "\"",
            "\"stream\": \"" + stream + "\"",
            "\"handles\": \"distinct\"",
            "\"updatesPerSecond\": \"" + updates + "\"");
    rows.add(jmh("LookupBenchmark.throughput", threads, score, params, gc(1e-4) + more));
  }

  private static String gc(double bytes) {
    return "\"gc.alloc.rate.norm\": {\"score\": " + bytes + "}";
  }

  private static String jmh(
      String benchmark, int threads, double score, String params, String secondary) {
    return "{\"benchmark\": \"io.delist.benchmarks."
        + benchmark
        + "\", \"threads\": "
        + threads
        + ", \"params\": {"
        + params
        + "}, \"primaryMetric\": {\"score\": "
        + score
        + ", \"scoreError\": \"NaN\", \"scoreUnit\": \"ns/op\"}, \"secondaryMetrics\": {"
        + secondary
        + "}}";
  }

  @Test
  void theGoalsAreJudgedByTheWorstOfTheStreams() {
    assertThat(Goals.table(Results.read(directory)).lines())
        .contains(
            "| IPv4 lookup against `ipaddress` | 40 times as fast | generated:1000 50.0 (tenth);"
                + " generated:10000 50.0 (tenth); generated:100000 50.0 (tenth);"
                + " generated:1000000 50.0 (tenth) | yes |",
            "| against DIR-24-8 | as fast on every real list | ipsum 0.90 (tenth) | **no** |",
            "| against one random load from an array as large | at most 2.5 times as long"
                + " | ipsum 2.00 (tenth) | yes |",
            "| IPv6 lookup against `ipaddress` | 40 times as fast |  | not measured |",
            "| bytes a prefix, trie and handles | 16 on the real IPv4 lists, 10 on the BGP table,"
                + " 24 on 10 M, IPv6 32 | bgp 9.00 and 11.0 of 10; one handle for all, and one for"
                + " each | **no** |",
            "| allocation of `check` | 0 bytes | exempt 24.0 B | **no** |",
            "| single insert or remove in 1 M | 2 µs median, 20 µs p99 | insert 1.50 µs, 12.00 µs,"
                + " p99.9 40.00 µs | yes |",
            "| one writer, two readers, 1 M | 200,000 a second, readers lose less than 20 %"
                + " | tenth: 200,000 a second, readers lose 22 % | **no** |",
            "| text file of 1 M lines to serving | at most 3 times as long as reading its bytes and"
                + " splitting its lines | 50.0 ms, 2.50 times the 20.0 ms of `bufferedReader` | yes"
                + " |",
            "| snapshot file of 10 M prefixes to serving | at most twice as long as reading the"
                + " file |  | not measured |");
  }

  @Test
  void everyMeasurementHasItsCell() {
    assertThat(Tables.all(Results.read(directory)).lines())
        .contains(
            "| ipsum | delist | 20.0 | 10.0 |  |  |  |  |",
            "| generated:1000000 | throughput | tenth | 2 | 200000 | 200,000 | 12.8 |",
            "| bgp | 901,899 | delist-shared | 9.00 |  |");
  }

  @Test
  void thePictureIsWellFormedAndHasALineForEachStructureOfSeveralSizes() throws Exception {
    String svg = Plot.svg(Results.read(directory));
    var lines =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("polyline");
    assertThat(lines.getLength()).isEqualTo(2);
    assertThat(svg).contains("ns per lookup", "entries in the list", ">delist<", "1,000,000");
  }

  @Test
  void theResultsStandBetweenTheMarkersAndNothingElseChanges() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String once = Report.between(readme, "first\n");
    assertThat(Report.between(once, "second\n")).isEqualTo(Report.between(readme, "second\n"));
    assertThat(once).contains("first").endsWith(readme.substring(readme.indexOf(Report.END)));
    assertThatThrownBy(() -> Report.between("no markers", "x")).hasMessageContaining(Report.BEGIN);
  }

  @Test
  void jsonIsReadAsItIsWritten() {
    assertThat(Json.parse(" {\"a\": [1, -2.5e3, true, null, \"x\\n\\u00b5\"], \"b\": {}} "))
        .isEqualTo(Map.of("a", Arrays.asList(1.0, -2500.0, true, null, "x\nµ"), "b", Map.of()));
    for (String bad : List.of("", "{", "[1,]", "{\"a\" 1}", "tru", "1 2", "\"x")) {
      assertThatThrownBy(() -> Json.parse(bad)).as(bad).hasMessageContaining("is not JSON");
    }
  }
}
