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
import java.util.zip.GZIPInputStream;

/** Where the list of a benchmark comes from. */
final class Lists {

  private static final String GENERATED = "generated:";
  private static final long SEED = 20261123;

  private Lists() {}

  /**
   * The IPv4 prefixes of {@code generated:SIZE}, or of a file (also with {@code .gz}) with one
   * address or prefix at the start of each line and {@code #} for comments.
   */
  static List<IpPrefix> load(String name) {
    if (name.startsWith(GENERATED)) {
      return ClusteredList.of(Integer.parseInt(name.substring(GENERATED.length())), SEED);
    }
    Path file = Path.of(name);
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .filter(line -> !line.isEmpty() && line.charAt(0) != '#' && line.indexOf(':') < 0)
          .map(line -> IpPrefix.parse(firstWord(line)))
          .distinct()
          .sorted()
          .toList();
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
