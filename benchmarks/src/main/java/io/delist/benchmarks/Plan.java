package io.delist.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which JMH benchmarks a run is made of, with which parameters: short, full, or a trial of both.
 */
final class Plan {

  /** How long and how much. */
  enum Mode {
    /** Checks that everything runs; its figures mean nothing. */
    TRIAL(1, 10, 1, 10, 1 << 16),
    SHORT(2, 250, 3, 150, 1 << 18),
    FULL(3, 400, 5, 400, 1 << 20);

    final int warmups;
    final int warmupMillis;
    final int measurements;
    final int measurementMillis;
    final int queries;

    Mode(int warmups, int warmupMillis, int measurements, int measurementMillis, int queries) {
      this.warmups = warmups;
      this.warmupMillis = warmupMillis;
      this.measurements = measurements;
      this.measurementMillis = measurementMillis;
      this.queries = queries;
    }

    static Mode named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * One call of JMH: every combination of the parameters.
   *
   * @param include pattern of the benchmarks' names
   * @param params by name, and the values that each takes
   */
  record Session(String include, int threads, String heap, Map<String, String[]> params) {}

  private static final String THROUGHPUT = "LookupBenchmark.throughput";
  private static final String BOTH_FORMS = "LookupBenchmark";
  private static final String HEAP = "4g";

  /** Ten million entries in a peer with an object for each and one for each fork. */
  private static final String LARGE_HEAP = "14g";

  private static final String ONE_MILLION = "generated:1000000";
  private static final String TEN_MILLION = "generated:10000000";
  private static final String ALL_STREAMS = "hits,tenth,zipf";
  private static final String MAIN = "delist,ipaddress,dir24,floor";
  private static final String OTHERS = "treeMap,rangeMap,sorted,hashMaps,netty,roaring";
  private static final String CANDIDATES =
      "openHash,patricia,sorted,hashMaps,treeMap,rangeMap,netty";

  private final Mode mode;
  private final List<Session> sessions = new ArrayList<>();

  private Plan(Mode mode) {
    this.mode = mode;
  }

  static List<Session> of(Mode mode) {
    Plan plan = new Plan(mode);
    if (mode == Mode.FULL) {
      plan.full();
    } else {
      plan.brief();
    }
    return plan.sessions;
  }

  private void full() {
    lookup(BOTH_FORMS, 1, HEAP, "ipsum,networks,bgp," + ONE_MILLION, ALL_STREAMS, MAIN);
    lookup(BOTH_FORMS, 1, LARGE_HEAP, TEN_MILLION, ALL_STREAMS, MAIN);
    lookup(THROUGHPUT, 2, HEAP, "ipsum,networks,bgp," + ONE_MILLION, "tenth", MAIN);
    lookup(THROUGHPUT, 2, LARGE_HEAP, TEN_MILLION, "tenth", MAIN);
    shared("ipsum,networks,bgp," + ONE_MILLION + "," + TEN_MILLION, ALL_STREAMS);
    lookup(THROUGHPUT, 1, HEAP, "ipsum,networks,bgp," + ONE_MILLION, "hits,tenth", OTHERS);
    lookup(THROUGHPUT, 1, HEAP, "generated:1000", "hits,tenth", MAIN + "," + OTHERS + ",spring");
    lookup(THROUGHPUT, 1, HEAP, "generated:10000,generated:100000", "tenth", MAIN + "," + OTHERS);
    lookup(THROUGHPUT, 1, LARGE_HEAP, TEN_MILLION, "tenth", "treeMap,sorted,roaring");
    lookup(BOTH_FORMS, 1, HEAP, "bgp6,inbound6", ALL_STREAMS, "delist,ipaddress,floor");
    lookup(BOTH_FORMS, 1, HEAP, "bgp6,inbound6", "hits,tenth", CANDIDATES);
    lookup(THROUGHPUT, 2, HEAP, "bgp6,inbound6", "tenth", "delist,ipaddress,floor");
    for (int threads = 1; threads <= 2; threads++) {
      written(BOTH_FORMS, threads, ONE_MILLION + "," + TEN_MILLION, "hits,tenth", "0,10000");
    }
    written(THROUGHPUT, 2, ONE_MILLION, "tenth,zipf", "0,200000");
    session("CheckBenchmark", 1, HEAP, "list", "ipsum," + ONE_MILLION);
    session("FormsBenchmark", 1, HEAP);
    session("TextLoadBenchmark", 1, HEAP);
    session("SnapshotLoadBenchmark", 1, LARGE_HEAP);
    session("TokenBenchmark", 1, HEAP);
  }

  /** Every row of the table of goals, on fewer lists and streams. */
  private void brief() {
    String lists = mode == Mode.TRIAL ? "ipsum,generated:10000" : "ipsum,networks,bgp";
    String million = mode == Mode.TRIAL ? "generated:10000" : ONE_MILLION;
    String million6 = mode == Mode.TRIAL ? "inbound6" : "bgp6,inbound6";
    if (mode == Mode.SHORT) {
      lookup(THROUGHPUT, 1, HEAP, million, "tenth", MAIN);
    }
    lookup(THROUGHPUT, 1, HEAP, lists, "tenth", MAIN);
    lookup(THROUGHPUT, 1, HEAP, "ipsum", "hits", MAIN);
    lookup("LookupBenchmark.latency", 1, HEAP, million, "tenth", "delist,floor");
    lookup(THROUGHPUT, 1, HEAP, million, "zipf", "delist,floor");
    lookup(THROUGHPUT, 1, HEAP, million6, "tenth", "delist,ipaddress,floor");
    lookup(THROUGHPUT, 1, HEAP, "inbound6", "tenth", "openHash,patricia");
    lookup(THROUGHPUT, 1, HEAP, "ipsum", "tenth", OTHERS);
    lookup(THROUGHPUT, 1, HEAP, "generated:1000", "tenth", MAIN + ",spring");
    lookup(THROUGHPUT, 1, HEAP, "generated:100000", "tenth", MAIN);
    shared(million, "tenth");
    written(THROUGHPUT, 2, million, "tenth", "0,10000,200000");
    session("CheckBenchmark.check$", 1, HEAP, "list", "generated:10000");
    session("FormsBenchmark", 1, HEAP, "list", "generated:10000");
    session("TextLoadBenchmark.(trie|bytes|buffered)", 1, HEAP, "list", million);
    String ten = mode == Mode.TRIAL ? "generated:10000" : TEN_MILLION;
    session("SnapshotLoadBenchmark.(serving|bytes$)", 1, LARGE_HEAP, "list", ten);
    session("TokenBenchmark", 1, HEAP);
  }

  private void lookup(
      String include, int threads, String heap, String lists, String streams, String structures) {
    session(
        include,
        threads,
        heap,
        "list",
        lists,
        "stream",
        streams,
        "structure",
        structures,
        "queries",
        Integer.toString(mode.queries));
  }

  private void shared(String lists, String streams) {
    session(
        THROUGHPUT,
        1,
        HEAP,
        "list",
        lists,
        "stream",
        streams,
        "structure",
        "delist",
        "handles",
        "shared",
        "queries",
        Integer.toString(mode.queries));
  }

  private void written(
      String include, int threads, String lists, String streams, String updatesPerSecond) {
    session(
        include,
        threads,
        HEAP,
        "list",
        lists,
        "stream",
        streams,
        "structure",
        "delist",
        "updatesPerSecond",
        updatesPerSecond,
        "queries",
        Integer.toString(mode.queries));
  }

  private void session(String include, int threads, String heap, String... namesAndValues) {
    Map<String, String[]> params = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      params.put(namesAndValues[i], namesAndValues[i + 1].split(",", -1));
    }
    sessions.add(new Session(include, threads, heap, params));
  }
}
