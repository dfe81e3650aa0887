package io.delist.benchmarks;

import io.delist.net.IpPrefix;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does it take to find the longest prefix that covers an IPv4 address, beside other
 * structures for the JVM? Throughput form: a loop over 65,536 random queries, whose loads may
 * overlap; the time is that of one query.
 *
 * <pre>{@code
 * mvn -q -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar LongestPrefix -prof gc
 * java -jar benchmarks/target/benchmarks.jar LongestPrefix -prof gc -p list=FILE
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx4g")
public class LongestPrefixBenchmark {

  private static final int QUERIES = 1 << 16;

  @Param({"generated:1000000"})
  public String list = "";

  @Param({"delist", "treeMap", "rangeMap", "ipaddress"})
  public String structure = "";

  @Param({"hits", "misses"})
  public String queries = "";

  private Rival rival = i -> 0;

  @Setup
  public void build() {
    List<IpPrefix> prefixes = Lists.load(list);
    int[] addresses =
        queries.equals("hits")
            ? Queries.hits(prefixes, QUERIES, 1)
            : Queries.misses(prefixes, QUERIES, 2);
    rival = Rival.of(structure, prefixes, addresses);
  }

  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public int lookup() {
    int sum = 0;
    for (int i = 0; i < QUERIES; i++) {
      sum += rival.lookup(i);
    }
    return sum;
  }
}
