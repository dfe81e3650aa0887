package io.delist.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.dnsbl.DnsblServer;
import io.delist.smtp.dnsbl.DnsblServerSettings;
import io.delist.smtp.dnsbl.DnsblZone;
import io.delist.smtp.dnsbl.RbldnsdFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * How many datagrams a second does the DNSBL answer, beside a bare Netty server that sends them
 * back, a DNSBL on Netty's DNS codec, and Debian's rbldnsd, if it is installed? Each server has one
 * thread, all have the same list, the same client asks them the same queries (type A, IPv4, a fifth
 * of them listed), and they take turns in one run.
 *
 * <pre>{@code
 * java -Xmx2g -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.DnsblRates 100000 7 2
 * }</pre>
 *
 * <p>Arguments: prefixes, rounds, seconds of each turn.
 *
 * <p>Each answer is checked. How busy a server was, in cores, says whether it was the limit or the
 * client: what is in this process has its collector and compiler in that too.
 */
final class DnsblRates {

  private static final String ZONE = "bl.example.test";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private DnsblRates() {}

  public static void main(String[] args) throws IOException {
    int size = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    long nanos = (long) (Double.parseDouble(args[2]) * 1e9);
    Random random = new Random(1);
    BlocklistProjection projection = new BlocklistProjection(InstantSource.system());
    List<Integer> listed = fill(projection, size, random);
    Blocklist blocklist = projection.blocklist();
    DnsblZone zone =
        DnsblZone.builder(
                blocklist,
                ZONE,
                PortalUrl.parse("https://delist.example.test/"),
                InstantSource.system())
            .build();
    DnsblQueries queries = DnsblQueries.of(ZONE, listed, random);
    Path directory = Files.createTempDirectory("rbldnsd");
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Process rbldnsd = null;
    try (NettyDatagrams echo = NettyDatagrams.echo();
        NettyDatagrams codec = NettyDatagrams.codec(blocklist);
        DnsblServer ours =
            DnsblServer.start(zone, DnsblServerSettings.of(free).withThreads(1), () -> 0)) {
      Map<String, Server> servers = new LinkedHashMap<>();
      servers.put("echo", new Server(echo.address(), true, thisProcess()));
      servers.put("delist", new Server(ours.address(), false, thisProcess()));
      servers.put("Netty's codec", new Server(codec.address(), false, thisProcess()));
      if (Files.isExecutable(Path.of("/usr/sbin/rbldnsd"))) {
        int port = freePort();
        rbldnsd = rbldnsd(zone, directory, port);
        InetSocketAddress there = new InetSocketAddress(free.getAddress(), port);
        servers.put("rbldnsd", new Server(there, false, other(rbldnsd)));
      }
      print(measure(servers, queries, rounds, nanos), size);
    } finally {
      if (rbldnsd != null) {
        rbldnsd.destroy();
      }
      delete(directory);
    }
  }

  private static List<Integer> fill(BlocklistProjection projection, int size, Random random) {
    ListingTerms terms =
        new ListingTerms(new Source("feed:a"), ReasonCode.BANNED, "", NOW, NOW, null);
    List<Integer> listed = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      // Clustered: in a thousand /16s of 2^16.
      int bits = random.nextInt(1000) * 0x9e37_0000 | random.nextInt(1 << 16);
      listed.add(bits);
      IpPrefix prefix = IpAddress.ofV4(bits).toPrefix();
      projection.apply(new Change.Listed(new Listing(prefix, terms)));
    }
    projection.publish(1);
    return listed;
  }

  private static Process rbldnsd(DnsblZone zone, Path directory, int port) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/sbin/rbldnsd", "-n", "-b", "127.0.0.1/" + port, "-w", directory.toString()));
    command.addAll(new RbldnsdFiles(zone).write(directory));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("rbldnsd.out").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What stood behind the figures of one server. */
  private static final class Rates {
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> busy = new ArrayList<>();
    private long lost;
    private long wrong;
  }

  /**
   * @param cpuNanos what the server has taken of the processors so far; less what the client took
   *     if both are in this process
   */
  private record Server(InetSocketAddress address, boolean echoes, LongSupplier cpuNanos) {}

  private static Map<String, Rates> measure(
      Map<String, Server> servers, DnsblQueries queries, int rounds, long nanos)
      throws IOException {
    Map<String, Rates> rates = new LinkedHashMap<>();
    // Round -1 and -2 let the compiler do its work.
    for (int round = -2; round < rounds; round++) {
      for (Map.Entry<String, Server> entry : servers.entrySet()) {
        Server server = entry.getValue();
        Rates kept = rates.computeIfAbsent(entry.getKey(), name -> new Rates());
        try (DatagramClient client =
            new DatagramClient(
                server.address(), queries.octets(), queries.expected(server.echoes()))) {
          long start = System.nanoTime();
          long cpu = server.cpuNanos().getAsLong();
          double rate = client.run(nanos);
          double busy =
              (double) (server.cpuNanos().getAsLong() - cpu) / (System.nanoTime() - start);
          client.drain();
          if (round >= 0) {
            kept.perSecond.add(rate);
            kept.busy.add(busy);
          }
          kept.lost += client.lost();
          kept.wrong += client.wrong();
        }
      }
    }
    return rates;
  }

  private static LongSupplier thisProcess() {
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return () -> process.getProcessCpuTime() - threads.getCurrentThreadCpuTime();
  }

  private static LongSupplier other(Process process) {
    return () -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private static void print(Map<String, Rates> rates, int size) {
    Rates echo = rates.get("echo");
    double floor = echo == null ? 0 : median(echo.perSecond);
    System.out.printf(Locale.ROOT, "%,d prefixes%n%n", size);
    System.out.println(
        "| server | datagrams a second, median | slowest | fastest | of echo | busy | lost | wrong"
            + " |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    rates.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f | %.0f %% | %.0f %% | %d | %d |%n",
                name,
                median(all.perSecond),
                Collections.min(all.perSecond),
                Collections.max(all.perSecond),
                100 * median(all.perSecond) / floor,
                100 * median(all.busy),
                all.lost,
                all.wrong));
  }

  private static double median(List<Double> all) {
    return all.stream().sorted().skip(all.size() / 2).findFirst().orElse(0.0);
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
