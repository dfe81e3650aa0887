package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.delist.net.Edges;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixList.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A full Internet routing table, at a million random addresses and at every edge of every prefix,
 * four million, against a sweep.
 *
 * <p>The real table is {@code bgp-table.txt.gz}, one prefix a line, in the directory {@code
 * -Ddelist.test.data=…}, which is {@code ../shared/data} beside the repository if it is not given.
 */
@Tag("slow")
class FullTableTest {

  private static final int RANDOM_PROBES = 1_000_000;

  @Test
  void theRealTable() throws IOException {
    Path file = Path.of(data()).resolve("bgp-table.txt.gz").toAbsolutePath().normalize();
    assumeTrue(
        Files.exists(file),
        () -> "there is no " + file + "; name its directory with -Ddelist.test.data=");

    compare(read(file));
  }

  /** From the module's directory, in which the tests run. */
  private static String data() {
    return System.getProperty("delist.test.data", "../../shared/data");
  }

  private static Collection<IpPrefix> read(Path file) throws IOException {
    Set<IpPrefix> prefixes = new LinkedHashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      lines.lines().map(IpPrefix::parse).forEach(prefixes::add);
    }
    assertThat(prefixes).hasSizeGreaterThan(500_000);
    return prefixes;
  }

  @Test
  void aGeneratedTable() {
    compare(RoutingTable.make(900_000, 150_000));
  }

  private static void compare(Collection<IpPrefix> prefixes) {
    List<Entry> entries = new ArrayList<>(prefixes.size());
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (IpPrefix prefix : prefixes) {
      entries.add(new Entry(prefix, entries.size() + 1));
      editor.put(prefix, entries.size());
    }
    PrefixTrie trie = editor.build();
    assertThat(trie.size()).isEqualTo(entries.size());
    trie.checkInvariants();
    SweptTable swept = new SweptTable(entries);

    for (Entry entry : entries) {
      assertThat(trie.exact(entry.prefix()) == entry.handle()).isTrue();
      Edges.of(entry.prefix()).forEach(edge -> compare(trie, swept, edge));
    }
    Random random = new Random(1);
    int hits = 0;
    for (int i = 0; i < RANDOM_PROBES / 2; i++) {
      hits += compare(trie, swept, IpAddress.ofV4(random.nextInt())) ? 1 : 0;
      hits += compare(trie, swept, within(entries, random)) ? 1 : 0;
    }
    assertThat(hits).as("hits").isGreaterThan(RANDOM_PROBES / 5).isLessThan(RANDOM_PROBES);
  }

  /** An IPv6 address near a prefix of the table: a random one is in none. */
  private static IpAddress within(List<Entry> entries, Random random) {
    IpAddress base = entries.get(random.nextInt(entries.size())).prefix().first();
    return base.isV4()
        ? IpAddress.ofV4(base.v4Bits() ^ random.nextInt() >>> random.nextInt(32))
        : IpAddress.ofV6(base.high() ^ random.nextLong() >>> random.nextInt(64), random.nextLong());
  }

  private static boolean compare(PrefixTrie trie, SweptTable swept, IpAddress address) {
    int expected = swept.lookup(address);
    int actual = trie.lookup(address);
    if (actual != expected) {
      assertThat(actual).as("%s", address).isEqualTo(expected);
    }
    return expected != PrefixTrie.NONE;
  }
}
