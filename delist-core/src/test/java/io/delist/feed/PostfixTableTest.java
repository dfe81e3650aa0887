package io.delist.feed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Postfix itself looks addresses up in the table that we write, and finds what we would. */
class PostfixTableTest {

  private static final String REFUSAL = "550 5.7.%d Access denied, banned sending IP";

  @TempDir private Path directory;

  @Test
  void postfixFindsTheMostSpecificEntry() throws IOException, InterruptedException {
    String postmap = InstalledProgram.path("postmap");
    NestedPrefixes list = new NestedPrefixes(300);
    Path table = directory.resolve("delist.cidr");
    Files.writeString(
        table,
        Feeds.write(
            FeedWriters.postfix(
                entry -> REFUSAL.formatted(requireNonNull(entry.value().reasonCode()).value())),
            list.entries()));
    Files.writeString(directory.resolve("main.cf"), "compatibility_level = 3.6\n");
    Map<String, String> expected = new TreeMap<>();
    List<IpAddress> addresses = list.addresses(4_000);
    for (IpAddress address : addresses) {
      list.longest(address)
          .ifPresent(i -> expected.put(address.toString(), REFUSAL.formatted(606 + i % 44)));
    }

    Process process =
        new ProcessBuilder(postmap, "-c", directory.toString(), "-q", "-", "cidr:" + table)
            .redirectInput(keys(addresses))
            .redirectError(directory.resolve("errors").toFile())
            .start();
    Map<String, String> found = new TreeMap<>();
    for (String line : lines(process)) {
      int tab = line.indexOf('\t');
      found.put(line.substring(0, tab), line.substring(tab + 1));
    }

    assertThat(process.waitFor()).isZero();
    assertThat(directory.resolve("errors")).isEmptyFile();
    assertThat(expected).hasSizeBetween(1_000, 3_999);
    assertThat(found).isEqualTo(expected);
  }

  private File keys(List<IpAddress> addresses) throws IOException {
    return Files.write(
            directory.resolve("keys"), addresses.stream().map(IpAddress::toString).toList())
        .toFile();
  }

  private static List<String> lines(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
