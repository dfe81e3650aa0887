package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import io.delist.blocklist.Blocklist;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.openjdk.jol.info.GraphLayout;

/**
 * How many bytes does a prefix take? Ours by a walk over all its objects (JOL) and by the
 * difference that it makes to the used heap; peers by the latter, on lists up to a size, and whole
 * blocklists up to ten times that size.
 *
 * <pre>{@code
 * java -Xmx12g -Djdk.attach.allowAttachSelf=true -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.Memory memory.json 200000 \
 *     ipsum networks bgp generated:1000000 bgp6 inbound6
 * }</pre>
 */
final class Memory {

  private static final int COLLECTIONS = 2;
  private static final int LARGER_FOR_BLOCKLISTS = 10;
  private static final int LARGEST_TO_REPEAT = 1_000_000;

  private final int largestForPeers;
  private final List<String> rows = new ArrayList<>();

  private Memory(int largestForPeers) {
    this.largestForPeers = largestForPeers;
  }

  public static void main(String[] args) throws IOException {
    List<String> lists = List.of(args).subList(2, args.length);
    String json = measure(Integer.parseInt(args[1]), lists);
    System.out.print(json);
    Files.writeString(Path.of(args[0]), json);
  }

  /** As a JSON array of objects with list, structure, entries and bytes. */
  static String measure(int largestForPeers, List<String> lists) {
    Memory memory = new Memory(largestForPeers);
    for (String asked : lists) {
      String name = Lists.orStandIn(asked);
      memory.measure(name, Lists.load(name));
    }
    return "[\n" + String.join(",\n", memory.rows) + "\n]\n";
  }

  private void measure(String name, PrefixList list) {
    for (Handles handles : Handles.values()) {
      String structure = "delist-" + handles.name().toLowerCase(Locale.ROOT);
      row(name, structure, "jol", list, walked(Serving.build(list, handles)));
      row(name, structure, "heap", list, () -> Serving.build(list, handles));
    }
    if (list.size() / LARGER_FOR_BLOCKLISTS <= largestForPeers) {
      row(name, "blocklist", "heap", list, () -> blocklist(list));
    }
    if (list.size() > largestForPeers) {
      return;
    }
    Handles own = Handles.DISTINCT;
    row(name, "treeMap", "heap", list, () -> RangeMaps.treeMap(list, own));
    row(name, "rangeMap", "heap", list, () -> RangeMaps.guava(list, own));
    row(name, "netty", "heap", list, () -> Filters.nettyFilter(list));
    if (list.isV4()) {
      row(name, "ipaddress", "heap", list, () -> IpaddressTries.build4(list, own));
      row(name, "dir24", "heap", list, () -> Dir24.of(list, own));
      row(name, "hashMaps", "heap", list, () -> LengthMaps.build4(list, own));
      row(name, "roaring", "heap", list, () -> Filters.bitmap(list));
    } else {
      row(name, "ipaddress", "heap", list, () -> IpaddressTries.build6(list, own));
      row(name, "hashMaps", "heap", list, () -> LengthMaps.build6(list, own));
      row(name, "openHash", "heap", list, () -> new OpenHash6(list, own));
      row(name, "patricia", "heap", list, () -> Patricia6.of(list, own));
    }
  }

  /** All of it: trie, slots, and the one object that a feed's entries share. */
  private static Blocklist blocklist(PrefixList list) {
    return CheckBenchmark.blocklist(list, "listed");
  }

  static long walked(Object root) {
    return GraphLayout.parseInstance(root).totalSize();
  }

  private void row(
      String name, String structure, String by, PrefixList list, Supplier<Object> maker) {
    if (list.size() <= LARGEST_TO_REPEAT) {
      // Once before, so that classes and code that it needs are not counted.
      Objects.requireNonNull(maker.get());
    }
    long before = usedBytes();
    Object made = maker.get();
    try {
      row(name, structure, by, list, usedBytes() - before);
    } finally {
      Reference.reachabilityFence(made);
    }
  }

  private void row(String name, String structure, String by, PrefixList list, long bytes) {
    String row =
        String.format(
            Locale.ROOT,
            "{\"program\": \"Memory\", \"list\": \"%s\", \"structure\": \"%s\", \"by\": \"%s\","
                + " \"entries\": %d, \"bytes\": %d, \"perPrefix\": %.2f}",
            name,
            structure,
            by,
            list.size(),
            bytes,
            (double) bytes / list.size());
    rows.add(row);
  }

  /** After two collections, because one may leave what the next one finds. */
  private static long usedBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
