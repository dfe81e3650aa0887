package io.delist.benchmarks;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Snapshot;
import io.delist.blocklist.SnapshotFile;
import io.delist.net.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
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
 * How long from a snapshot file to a blocklist that answers, beside the time to read the file's
 * bytes, and to read them and compute the SHA-256 that the format asks for? The file is in the page
 * cache for all of them.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SnapshotLoadBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 10)
@Fork(value = 1, jvmArgsAppend = "-Xmx8g")
public class SnapshotLoadBenchmark {

  private static final int BUFFER_BYTES = 1 << 16;

  @Param({"generated:10000000"})
  public String list = "";

  private Path file = Path.of("");
  private long bytes;
  private IpAddress listed = IpAddress.ofV4(0);

  @Setup
  public void write() throws IOException {
    PrefixList prefixes = Lists.load(list);
    listed = prefixes.get(0).first();
    Blocklist blocklist = CheckBenchmark.blocklist(prefixes, "listed");
    file = Files.createTempFile("delist-benchmark", ".snapshot");
    Snapshot snapshot = new Snapshot("benchmark", Instant.EPOCH, blocklist.view());
    bytes = SnapshotFile.write(file, snapshot).bytes();
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** The least: every byte comes into the process. */
  @Benchmark
  public long bytes() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long found = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        found += read;
      }
    }
    return expected(found);
  }

  /** What a reader that checks the whole file in one thread cannot go below. */
  @Benchmark
  public long bytesAndSha256() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[BUFFER_BYTES];
    long found = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        found += read;
      }
    }
    return expected(found) + digest.digest()[0];
  }

  /** From the file to serving: the first answer is part of it. */
  @Benchmark
  public Blocklist serving() throws IOException {
    BlocklistProjection projection = new BlocklistProjection(InstantSource.system());
    projection.restore(SnapshotFile.read(file));
    Blocklist blocklist = projection.blocklist();
    if (!blocklist.check(listed).label().equals("listed")) {
      throw new IllegalStateException(listed + " is not listed after loading " + list);
    }
    return blocklist;
  }

  private long expected(long found) {
    if (found != bytes) {
      throw new IllegalStateException("found " + found + " bytes of " + bytes);
    }
    return found;
  }
}
