package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import io.delist.net.IpAddress;
import io.delist.trie.PrefixTrie;
import java.net.InetAddress;
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
 * Which form of an address costs what, and does one of them allocate? The JDK makes a new array for
 * {@code InetAddress.getAddress}; only the compiler's escape analysis can spare it.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar FormsBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class FormsBenchmark {

  private static final int QUERIES = 1 << 12;

  @Param({"ipsum", "bgp6"})
  public String list = "";

  private PrefixTrie trie = PrefixTrie.empty();
  private boolean v4;
  private int[] bits = new int[0];
  private long[] high = new long[0];
  private long[] low = new long[0];
  private final IpAddress[] addresses = new IpAddress[QUERIES];
  private final InetAddress[] inetAddresses = new InetAddress[QUERIES];
  private final byte[][] bytes = new byte[QUERIES][];

  @Setup
  public void build() {
    PrefixList prefixes = Lists.load(Lists.orStandIn(list));
    trie = Serving.build(prefixes, Handles.SHARED);
    Queries queries = Queries.of(Queries.TENTH, prefixes, QUERIES, 1);
    v4 = queries.isV4();
    bits = queries.bits();
    high = queries.high();
    low = queries.low();
    for (int i = 0; i < QUERIES; i++) {
      addresses[i] = queries.get(i);
      inetAddresses[i] = addresses[i].toInetAddress();
      bytes[i] = addresses[i].toBytes();
    }
  }

  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public int ofNumbers() {
    int sum = 0;
    for (int i = 0; i < QUERIES; i++) {
      sum += v4 ? trie.lookup(bits[i]) : trie.lookup(high[i], low[i]);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public int ofIpAddress() {
    int sum = 0;
    for (IpAddress address : addresses) {
      sum += trie.lookup(address);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public int ofBytes() {
    int sum = 0;
    for (byte[] address : bytes) {
      sum += trie.lookup(address);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public int ofInetAddress() {
    int sum = 0;
    for (InetAddress address : inetAddresses) {
      sum += trie.lookup(address);
    }
    return sum;
  }
}
