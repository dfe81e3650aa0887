package io.delist.benchmarks;

import io.delist.net.IpPrefix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Where the list of a benchmark comes from: {@code generated:SIZE} (single IPv4 addresses), {@code
 * generated6:SIZE}, the name of a real list, or a file (also with {@code .gz}; IPv4, or IPv6 if its
 * name ends with {@code @6}) with one address or prefix at the start of each line and {@code #} for
 * comments.
 *
 * <p>The real lists are no part of the repository; they lie in the directory that the environment
 * variable {@code DELIST_DATA} names, or in {@code ../shared/data}.
 */
final class Lists {

  private record Real(String file, boolean v4, String standIn) {}

  private static final String GENERATED = "generated:";
  private static final String GENERATED6 = "generated6:";
  private static final String V6 = "@6";
  private static final long SEED = 20261123;
  private static final Map<String, Real> REAL =
      Map.of(
          "ipsum", new Real("ipsum.txt.gz", true, "generated:120430"),
          "networks", new Real("inbound-networks.txt.gz", true, "generated:213288"),
          "bgp", new Real("bgp-table.txt.gz", true, "generated:901899"),
          "bgp6", new Real("bgp-table.txt.gz", false, "generated6:160147"),
          "inbound6", new Real("inbound-ipv6.txt.gz", false, "generated6:1117"));

  private Lists() {}

  /**
   * This name, or, after a word about it, the name of a generated list of the same size if it is
   * the name of a real one that is not there.
   */
  static String orStandIn(String name) {
    Real real = REAL.get(name);
    if (real == null || Files.isReadable(file(real))) {
      return name;
    }
    System.out.println(
        "list " + name + " is not at " + file(real) + "; " + real.standIn() + " takes its place");
    return real.standIn();
  }

  /** In order, without repetition; one family. */
  static PrefixList load(String name) {
    if (name.startsWith(GENERATED)) {
      return ClusteredList.of(Integer.parseInt(name.substring(GENERATED.length())), SEED);
    }
    if (name.startsWith(GENERATED6)) {
      return ClusteredList6.of(Integer.parseInt(name.substring(GENERATED6.length())), SEED);
    }
    Real real = REAL.get(name);
    if (real != null) {
      return read(file(real), real.v4());
    }
    return name.endsWith(V6)
        ? read(Path.of(name.substring(0, name.length() - V6.length())), false)
        : read(Path.of(name), true);
  }

  private static Path file(Real real) {
    String directory = System.getenv("DELIST_DATA");
    return Path.of(directory == null ? "../shared/data" : directory, real.file());
  }

  private static PrefixList read(Path file, boolean v4) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      List<IpPrefix> prefixes =
          lines
              .lines()
              .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
              .filter(line -> line.indexOf(':') < 0 == v4)
              .map(line -> IpPrefix.parse(firstWord(line)))
              .distinct()
              .sorted()
              .toList();
      return PrefixList.of(prefixes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list " + file, e);
    }
  }

  private static String firstWord(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) > ' ') {
      end++;
    }
    return line.substring(0, end);
  }
}
