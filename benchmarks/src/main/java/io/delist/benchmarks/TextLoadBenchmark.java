package io.delist.benchmarks;

import io.delist.blocklist.ListingGuard;
import io.delist.feed.FeedContent;
import io.delist.feed.FeedFormat;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long from a text file with one address a line to a trie that answers, beside the time to read
 * the file's bytes and to find its lines? The file is in the page cache for all of them.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar TextLoadBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 10)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class TextLoadBenchmark {

  private static final int BUFFER_BYTES = 1 << 16;

  @Param({"generated:1000000"})
  public String list = "";

  private Path file = Path.of("");
  private int lines;

  @Setup
  public void write() throws IOException {
    PrefixList prefixes = Lists.load(list);
    lines = prefixes.size();
    file = Files.createTempFile("delist-benchmark", ".txt");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (IpPrefix prefix : prefixes) {
        out.write(prefix.isSingle() ? prefix.first().toString() : prefix.toString());
        out.write('\n');
      }
    }
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** The least: every byte is looked at once. */
  @Benchmark
  public int bytesAndNewlines() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int found = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            found++;
          }
        }
      }
    }
    return expected(found);
  }

  /** What the JDK offers to split lines. */
  @Benchmark
  public int bufferedReader() throws IOException {
    int found = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      while (in.readLine() != null) {
        found++;
      }
    }
    return expected(found);
  }

  /** The feed's reader alone: parsed, guarded, sorted, each prefix once. */
  @Benchmark
  public int feedEntries() throws IOException {
    return expected(read().entries().size());
  }

  /** From the file to serving. */
  @Benchmark
  public PrefixTrie trie() throws IOException {
    PrefixTrie.Builder builder = PrefixTrie.builder();
    read().entries().forEachV4((bits, length, value) -> builder.add(bits, length, 1));
    return builder.build();
  }

  private FeedContent read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      // A generated list has addresses in special-purpose ranges too; all are ordinary here.
      ListingGuard guard = new ListingGuard(List.of(IpPrefix.parse("0.0.0.0/0")));
      return FeedFormat.CIDR.read(in, file.toString(), guard);
    }
  }

  private int expected(int found) {
    if (found != lines) {
      throw new IllegalStateException("found " + found + " lines of " + lines);
    }
    return found;
  }
}
