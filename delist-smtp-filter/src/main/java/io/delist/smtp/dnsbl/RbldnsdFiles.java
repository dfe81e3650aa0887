package io.delist.smtp.dnsbl;

import io.delist.blocklist.BlocklistView;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link DnsblZone} as files for rbldnsd, which then answers the same A and TXT records
 * for the same addresses: exemptions, the allowlist and precedence are worked in, and so are the
 * test entries. The zone has an {@code ip4trie} and an {@code ip6trie} file; each sub-zone too, and
 * with {@link SeveralListings#RECORDS} there is a pair for each return code.
 *
 * <p>A file knows nothing of time: an entry that expires stays until the next writing, with the
 * whole TTL. So write them as often as listings may be late, and at once after a delisting; rbldnsd
 * looks for new files every minute ({@code -c}). rbldnsd calls names that only begin an address
 * nonexistent, and does not list the IPv4-mapped forms of IPv4 addresses, the test entry excepted.
 *
 * <p><b>Cost:</b> one walk over the list for each pair of files, with all its prefixes in memory.
 * <b>Threads:</b> safe; writings of one object take turns, so that a list does not take the place
 * of a later one. Of others that write the same files meanwhile, in another process too, the last
 * one stays, file by file.
 */
public final class RbldnsdFiles {

  private final DnsblZone zone;
  private final Object turn = new Object();

  /**
   * @param zone what is written, as it is at each writing
   */
  public RbldnsdFiles(DnsblZone zone) {
    this.zone = zone;
  }

  /**
   * Writes the files; each takes the place of its predecessor whole, once it is on disk.
   *
   * @param directory where; it exists
   * @return the arguments for rbldnsd, run in that directory: {@code
   *     bl.example.org:ip4trie:bl.example.org.ip4trie} and so on
   * @throws IOException if a file cannot be written; those written before it stay
   * @throws IllegalStateException if there is no list yet
   */
  public List<String> write(Path directory) throws IOException {
    if (!zone.retired && !zone.loaded.getAsBoolean()) {
      throw new IllegalStateException(
          "there is no list to write files of; the files stay as they are until it is loaded");
    }
    synchronized (turn) {
      return writeAll(directory);
    }
  }

  private List<String> writeAll(Path directory) throws IOException {
    BlocklistView view = zone.blocklist.view();
    long now = zone.clock.millis();
    List<String> arguments = new ArrayList<>();
    write(zone.name(), null, view, now, directory, arguments);
    for (SubZone subZone : zone.subZones) {
      String name = subZone.label() + "." + zone.name();
      write(name, subZone.sources(), view, now, directory, arguments);
    }
    return arguments;
  }

  private void write(
      String name,
      @Nullable Set<Source> sources,
      BlocklistView view,
      long now,
      Path directory,
      List<String> arguments)
      throws IOException {
    if (zone.several != SeveralListings.RECORDS) {
      write(name, "", sources, code -> true, view, now, directory, arguments);
      return;
    }
    Set<Integer> codes = new TreeSet<>(Set.of(zone.codes.usual()));
    view.forEachAnswer(
        now,
        (prefix, blocking) ->
            blocking.stream()
                .filter(each -> sources == null || sources.contains(each.terms().source()))
                .forEach(each -> codes.add(zone.codes.of(each.terms()))));
    for (int code : codes) {
      String suffix = "." + IpAddress.ofV4(code);
      write(name, suffix, sources, c -> c == code, view, now, directory, arguments);
    }
  }

  private void write(
      String name,
      String suffix,
      @Nullable Set<Source> sources,
      Predicate<Integer> codes,
      BlocklistView view,
      long now,
      Path directory,
      List<String> arguments)
      throws IOException {
    RbldnsdDataSet v4 = new RbldnsdDataSet(zone, (int) view.revision());
    RbldnsdDataSet v6 = new RbldnsdDataSet(zone, (int) view.revision());
    if (!zone.retired) {
      view.forEachAnswer(
          now,
          (prefix, blocking) ->
              put(prefix.isV4() ? v4 : v6, prefix, counting(blocking, sources, codes)));
      if (codes.test(zone.codes.usual())) {
        v4.putTest("127.0.0.2");
        v6.putTest("::ffff:7f00:2");
      } else {
        v4.exclude("127.0.0.2");
      }
      v4.exclude("127.0.0.1");
    }
    for (RbldnsdDataSet set : List.of(v4, v6)) {
      String kind = set == v4 ? "ip4trie" : "ip6trie";
      String file = name + suffix + "." + kind;
      set.writeTo(directory.resolve(file));
      arguments.add(name + ":" + kind + ":" + file);
    }
  }

  private List<ListingTerms> counting(
      List<Verdict.Listed> blocking, @Nullable Set<Source> sources, Predicate<Integer> codes) {
    return blocking.stream()
        .map(Verdict.Listed::terms)
        .filter(terms -> sources == null || sources.contains(terms.source()))
        .limit(Blocking.MOST)
        .filter(terms -> codes.test(zone.codes.of(terms)))
        .toList();
  }

  private void put(RbldnsdDataSet set, IpPrefix prefix, List<ListingTerms> terms) {
    if (terms.isEmpty()) {
      set.exclude(prefix);
      return;
    }
    int code = zone.codes.of(terms.get(0));
    if (zone.several == SeveralListings.BITMASK) {
      code = terms.stream().mapToInt(zone.codes::of).reduce(0, (a, b) -> a | b);
    }
    set.put(prefix, code, terms.get(0).reasonCode());
  }
}
