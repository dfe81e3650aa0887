package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * How long does it take to find the longest prefix that covers an address, in ours, in the peers,
 * and with a writer that changes the list meanwhile?
 *
 * <p>{@link #throughput} asks one query after the other, and the machine may overlap their loads.
 * {@link #latency} cannot know which query is next before it has the answer, as it is for a mail
 * that waits; the queries are the same ones in the same order.
 *
 * <pre>{@code
 * mvn -q -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar LookupBenchmark -p list=ipsum -p stream=tenth -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class LookupBenchmark {

  private static final int BATCH = 1024;
  private static final long SEED = 1;

  /** A name that {@code Lists} knows. */
  @Param({"generated:1000000"})
  public String list = "";

  /** A name that {@code Rival} knows. */
  @Param({"delist", "ipaddress", "dir24", "floor"})
  public String structure = "";

  @Param({Queries.HITS, Queries.TENTH, Queries.ZIPF})
  public String stream = "";

  /** Each prefix its own handle, or one for all. */
  @Param({"distinct"})
  public String handles = "";

  /** What a writer in a thread of its own does; only to ours. */
  @Param({"0"})
  public int updatesPerSecond;

  /** How many queries until they start again; a power of two. */
  @Param({"1048576"})
  public int queries;

  /** Always 0, which the compiler does not know. */
  public int zero;

  private Rival rival = i -> 0;
  private int mask;
  private @Nullable Writer writer;

  @Setup
  public void build() {
    PrefixList prefixes = Lists.load(list);
    Handles numbers = Handles.named(handles);
    Queries asked = Queries.of(stream, prefixes, queries, SEED);
    mask = queries - 1;
    if (updatesPerSecond == 0) {
      rival = Rival.of(structure, prefixes, numbers, asked);
      return;
    }
    if (!structure.equals("delist")) {
      throw new IllegalArgumentException("only delist is written to, not " + structure);
    }
    Serving serving = new Serving(prefixes, numbers);
    rival = serving.rival(asked);
    writer = new Writer(serving, new Toggles(prefixes, numbers, serving), updatesPerSecond);
  }

  @TearDown
  public void stopWriter() {
    if (writer != null) {
      writer.close();
    }
  }

  /** Where a thread is in the queries; threads start apart. */
  @State(Scope.Thread)
  public static class Cursor {
    private int at;

    @Setup
    public void start(LookupBenchmark benchmark, ThreadParams threads) {
      int share = benchmark.queries / threads.getThreadCount();
      at = share * threads.getThreadIndex() / BATCH * BATCH;
    }
  }

  /** What the writer did during the measurement, counted by one of the threads. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Writes {
    public long updates;
    public long updateMicros;
    private long madeBefore;
    private long nanosBefore;

    @Setup(Level.Iteration)
    public void start(LookupBenchmark benchmark) {
      madeBefore = benchmark.writer == null ? 0 : benchmark.writer.made();
      nanosBefore = System.nanoTime();
    }

    @TearDown(Level.Iteration)
    public void stop(LookupBenchmark benchmark, ThreadParams threads) {
      if (threads.getThreadIndex() == 0 && benchmark.writer != null) {
        updates = benchmark.writer.made() - madeBefore;
        updateMicros = (System.nanoTime() - nanosBefore) / 1000;
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int throughput(Cursor cursor, Writes writes) {
    Rival asked = rival;
    int from = cursor.at;
    int sum = 0;
    for (int i = from; i < from + BATCH; i++) {
      sum += asked.lookup(i);
    }
    cursor.at = (from + BATCH) & mask;
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int latency(Cursor cursor, Writes writes) {
    Rival asked = rival;
    int never = zero;
    int last = mask;
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      int answer = asked.lookup(at);
      at = (at + 1 + (answer & never)) & last;
    }
    cursor.at = at;
    return at;
  }
}
