package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.SystemTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Debian's rbldnsd on the files that we write, beside our own server on the same list: dig asks
 * both for the same names, and both answer with the same status and the same records, TTL included.
 */
class RbldnsdSameAnswersIT {

  private static final String ZONE = SampleZone.NAME;
  private static final Pattern STATUS = Pattern.compile("status: ([A-Z]+)");

  @BeforeAll
  static void programs() {
    SystemTests.require("rbldnsd", "dig");
  }

  @Test
  void tenThousandNames() throws IOException {
    compare(SeveralListings.MOST_SPECIFIC, 10_000, false);
  }

  @Test
  void aRecordForEachSource() throws IOException {
    compare(SeveralListings.RECORDS, 1000, false);
  }

  @Test
  void bitmask() throws IOException {
    compare(SeveralListings.BITMASK, 1000, false);
  }

  @Test
  void retiredZone() throws IOException {
    compare(SeveralListings.MOST_SPECIFIC, 200, true);
  }

  private static void compare(SeveralListings several, int names, boolean retired)
      throws IOException {
    Random random = new Random(names);
    SampleZone zone =
        new SampleZone(
            settings ->
                settings
                    .severalListings(several)
                    .text(text(several))
                    .retired(retired)
                    .returnCode(new Source("feed:a"), IpAddress.parse("127.0.0.4"))
                    .returnCode(new Source("feed:b"), IpAddress.parse("127.0.0.8"))
                    .returnCode(new ReasonCode(640), IpAddress.parse("127.0.0.16"))
                    .subZone("aa", List.of(new Source("feed:a"))));
    List<IpPrefix> prefixes = fill(zone, random);
    Path directory = Files.createTempDirectory("rbldnsd");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> arguments = new RbldnsdFiles(zone.zone()).write(directory);
    Path queries = directory.resolve("queries");
    List<String> lines = queries(prefixes, names, random);
    Files.write(queries, lines);
    int port = PrivatePostfix.freePort();
    Process rbldnsd = start(directory, port, arguments);
    try (DnsblServer server =
        DnsblServer.start(
            zone.zone(),
            DnsblServerSettings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            () -> 0)) {
      awaitAnswer(port);
      Process ours = dig(server.address().getPort(), queries, directory.resolve("ours"));
      Process theirs = dig(port, queries, directory.resolve("theirs"));
      List<String> mine = answers(ours, directory.resolve("ours"));
      List<String> his = answers(theirs, directory.resolve("theirs"));
      assertThat(mine).hasSameSizeAs(lines);
      assertThat(his).hasSameSizeAs(lines);
      Map<String, Integer> statuses = new HashMap<>();
      for (int i = 0; i < lines.size(); i++) {
        assertThat(mine.get(i)).as(lines.get(i)).isEqualTo(his.get(i));
        statuses.merge(mine.get(i).split(" ", -1)[0], 1, Integer::sum);
      }
      if (retired) {
        assertThat(statuses).containsOnlyKeys("NXDOMAIN");
      } else {
        // A sixth of either at least, or the comparison would say little.
        assertThat(statuses.get("NOERROR")).isGreaterThan(lines.size() / 6);
        assertThat(statuses.get("NXDOMAIN")).isGreaterThan(lines.size() / 6);
      }
    } finally {
      rbldnsd.destroy();
      for (Path file : listing(directory)) {
        Files.delete(file);
      }
      Files.delete(directory);
    }
  }

  /** Several texts of the usual length do not fit into a datagram, and rbldnsd has no TCP. */
  private static String text(SeveralListings several) {
    return several == SeveralListings.RECORDS
        ? "{code} [{address}] {url}"
        : DnsblZoneBuilder.DEFAULT_TEXT;
  }

  private static List<Path> listing(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  /** Nested listings of several sources, with exemptions and allowlist entries in them. */
  private static List<IpPrefix> fill(SampleZone zone, Random random) {
    List<IpPrefix> prefixes = new ArrayList<>();
    String[] sources = {"feed:a", "feed:b", "operator"};
    for (int i = 0; i < 600; i++) {
      boolean v4 = random.nextInt(3) > 0;
      IpAddress address =
          v4
              ? IpAddress.ofV4(0xc000_0000 | random.nextInt(4) << 16 | random.nextInt(1 << 16))
              : IpAddress.ofV6(
                  0x2001_0db8_0000_0000L | random.nextInt(4) << 16 | random.nextInt(16),
                  random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(256));
      int longest = address.lengthBits();
      int length = random.nextBoolean() ? longest : longest - random.nextInt(v4 ? 16 : 90);
      IpPrefix prefix = address.prefix(length);
      prefixes.add(prefix);
      switch (random.nextInt(12)) {
        case 0 -> zone.exempt(prefix.toString());
        case 1 -> zone.allow(prefix.toString());
        case 2 -> zone.soften(prefix.toString(), Duration.ofDays(1));
        default -> {
          int code = random.nextInt(3) == 0 ? 640 : 606 + random.nextInt(3);
          zone.list(prefix.toString(), sources[random.nextInt(3)], code, null);
        }
      }
    }
    return prefixes;
  }

  private static List<String> queries(List<IpPrefix> prefixes, int names, Random random) {
    List<String> lines = new ArrayList<>();
    for (String test : List.of("127.0.0.2", "127.0.0.1")) {
      both(Ask.reversed(IpAddress.parse(test)), lines);
    }
    both("2.0.0.0.0.0.f.7.f.f.f.f" + ".0".repeat(20), lines);
    both("1.0.0.0.0.0.f.7.f.f.f.f" + ".0".repeat(20), lines);
    while (lines.size() < 2 * names) {
      IpPrefix prefix = prefixes.get(random.nextInt(prefixes.size()));
      IpAddress first = prefix.first();
      long offset = random.nextInt(3) - 1L + (random.nextBoolean() ? 0 : random.nextInt(300));
      IpAddress address =
          first.isV4()
              ? IpAddress.ofV4(first.v4Bits() + (int) offset)
              : IpAddress.ofV6(first.high(), first.low() + offset);
      both(Ask.reversed(address), lines);
    }
    return lines;
  }

  /** One in eight in the sub-zone. */
  private static void both(String name, List<String> lines) {
    String zone = lines.size() % 16 == 0 ? "aa." + ZONE : ZONE;
    lines.add(name + "." + zone + " A");
    lines.add(name + "." + zone + " TXT");
  }

  private static Process start(Path directory, int port, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("rbldnsd", "-n", "-b", "127.0.0.1/" + port, "-w", directory.toString()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("rbldnsd.out").toFile())
        .start();
  }

  private static void awaitAnswer(int port) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                io.delist.smtp.peers.Program.run(
                        "dig", "@127.0.0.1", "-p", "" + port, "+tries=1", "+time=1", ZONE, "SOA")
                    .output()
                    .contains("status: NOERROR"));
  }

  private static Process dig(int port, Path queries, Path output) throws IOException {
    return new ProcessBuilder(
            "dig",
            "@127.0.0.1",
            "-p",
            Integer.toString(port),
            "+noedns",
            "+norecurse",
            "+tries=5",
            "+time=5",
            "+noall",
            "+comments",
            "+answer",
            "-f",
            queries.toString())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** For each query its status and its records in order of their text. */
  private static List<String> answers(Process dig, Path output) throws IOException {
    try {
      assertThat(dig.waitFor(120, TimeUnit.SECONDS)).as("dig ends").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    List<String> answers = new ArrayList<>();
    for (String block : Files.readString(output).split(";; ->>HEADER<<-", -1)) {
      Matcher status = STATUS.matcher(block);
      if (status.find()) {
        String records =
            Arrays.stream(block.split("\n", -1))
                .filter(line -> !line.isBlank() && !line.startsWith(";") && line.contains("IN"))
                .map(line -> line.replaceAll("\\s+", " "))
                .filter(line -> line.contains(ZONE))
                .sorted()
                .toList()
                .toString();
        answers.add(status.group(1) + " " + records);
      }
    }
    return answers;
  }
}
