package io.delist.benchmarks;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
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
 * What does a whole verdict cost, clock and precedence included, and what does it allocate? The
 * blocklist holds the list as a feed's, and all addresses of a run get the same kind of verdict.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar CheckBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class CheckBenchmark {

  private static final int QUERIES = 1 << 12;
  private static final int CHANGES_AT_ONCE = 1 << 18;
  private static final Instant LISTED_AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LONG_AGO = LISTED_AT.plusSeconds(1);

  @Param({"ipsum"})
  public String list = "";

  /** One of the labels of {@code Verdict}, or {@code expired}: listed, until a while ago. */
  @Param({"not-listed", "listed", "exempt", "allowed", "expired"})
  public String verdict = "";

  private Blocklist blocklist = new BlocklistProjection(InstantSource.system()).blocklist();
  private final IpAddress[] addresses = new IpAddress[QUERIES];
  private final InetAddress[] inetAddresses = new InetAddress[QUERIES];
  private final byte[][] bytes = new byte[QUERIES][];

  @Setup
  public void build() {
    PrefixList prefixes = Lists.load(Lists.orStandIn(list));
    blocklist = blocklist(prefixes, verdict);
    String stream = verdict.equals("not-listed") ? Queries.TENTH : Queries.HITS;
    Queries queries = Queries.of(stream, prefixes, 20 * QUERIES, 1);
    String label = verdict.equals("expired") ? "not-listed" : verdict;
    int count = 0;
    for (int i = 0; count < QUERIES && i < queries.size(); i++) {
      IpAddress address = queries.get(i);
      if (blocklist.check(address).label().equals(label)) {
        addresses[count] = address;
        inetAddresses[count] = address.toInetAddress();
        bytes[count++] = address.toBytes();
      }
    }
    if (count < QUERIES) {
      throw new IllegalStateException(
          "only " + count + " of " + queries.size() + " addresses are " + label + " in " + list);
    }
  }

  /** The list as one feed's, with what makes its addresses get this verdict. */
  static Blocklist blocklist(PrefixList list, String verdict) {
    BlocklistProjection projection = new BlocklistProjection(InstantSource.system());
    Instant expiresAt = verdict.equals("expired") ? LONG_AGO : null;
    ListingTerms terms =
        new ListingTerms(
            new Source("feed:benchmark"),
            ReasonCode.BANNED,
            "listed by a feed",
            LISTED_AT,
            LISTED_AT,
            expiresAt);
    for (int i = 0; i < list.size(); i++) {
      IpPrefix prefix = list.get(i);
      projection.apply(new Change.Listed(new Listing(prefix, terms)));
      if (verdict.equals("exempt")) {
        projection.apply(new Change.Exempted(new Exemption(prefix, LONG_AGO, null)));
      } else if (verdict.equals("allowed")) {
        projection.apply(new Change.Allowed(new AllowEntry(prefix, "a partner")));
      }
      if (i % CHANGES_AT_ONCE == CHANGES_AT_ONCE - 1) {
        projection.publish(i);
      }
    }
    projection.publish(list.size());
    return projection.blocklist();
  }

  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public int check() {
    Blocklist asked = blocklist;
    int sum = 0;
    for (IpAddress address : addresses) {
      sum += kind(asked.check(address));
    }
    return sum;
  }

  /** From what a socket gives. */
  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public int checkOfInetAddress() {
    Blocklist asked = blocklist;
    int sum = 0;
    for (InetAddress address : inetAddresses) {
      sum += kind(asked.check(IpAddress.of(address)));
    }
    return sum;
  }

  /** From bytes in network order. */
  @Benchmark
  @OperationsPerInvocation(QUERIES)
  public int checkOfBytes() {
    Blocklist asked = blocklist;
    int sum = 0;
    for (byte[] address : bytes) {
      sum += kind(asked.check(IpAddress.ofBytes(address)));
    }
    return sum;
  }

  /** Looks at the verdict, as a caller does. */
  private static int kind(Verdict verdict) {
    return verdict instanceof Verdict.Listed listed ? listed.terms().reasonCode().value() : 0;
  }
}
