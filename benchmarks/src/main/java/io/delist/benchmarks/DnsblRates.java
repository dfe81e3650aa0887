package io.delist.benchmarks;

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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

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
 */
final class DnsblRates {

  private static final String ZONE = "bl.example.test";
  private static final int QUERIES = 8192;
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
    List<byte[]> queries = queries(listed, random);
    Path directory = Files.createTempDirectory("rbldnsd");
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Process rbldnsd = null;
    try (NettyDatagrams echo = NettyDatagrams.echo();
        NettyDatagrams codec = NettyDatagrams.codec(blocklist);
        DnsblServer ours =
            DnsblServer.start(zone, DnsblServerSettings.of(free).withThreads(1), () -> 0)) {
      Map<String, InetSocketAddress> servers = new LinkedHashMap<>();
      servers.put("echo", echo.address());
      servers.put("delist", ours.address());
      servers.put("Netty's codec", codec.address());
      if (Files.isExecutable(Path.of("/usr/sbin/rbldnsd"))) {
        int port = freePort();
        rbldnsd = rbldnsd(zone, directory, port);
        servers.put("rbldnsd", new InetSocketAddress(free.getAddress(), port));
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

  private static List<byte[]> queries(List<Integer> listed, Random random) {
    List<byte[]> queries = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      int bits = i % 5 == 0 ? listed.get(random.nextInt(listed.size())) : random.nextInt();
      StringBuilder name = new StringBuilder();
      for (int shift = 0; shift < 32; shift += 8) {
        name.append(bits >>> shift & 0xff).append('.');
      }
      queries.add(query(i, name + ZONE));
    }
    return queries;
  }

  private static byte[] query(int id, String name) {
    ByteBuffer query = ByteBuffer.allocate(512);
    query.putShort((short) id).putShort((short) 0x0100).putShort((short) 1).putShort((short) 0);
    query.putInt(0);
    for (String label : name.split("\\.", -1)) {
      query.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    query.put((byte) 0).putShort((short) 1).putShort((short) 1);
    return Arrays.copyOf(query.array(), query.position());
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

  private static Map<String, double[]> measure(
      Map<String, InetSocketAddress> servers, List<byte[]> queries, int rounds, long nanos)
      throws IOException {
    Map<String, double[]> rates = new LinkedHashMap<>();
    servers.keySet().forEach(name -> rates.put(name, new double[rounds]));
    // Round -1 and -2 let the compiler do its work.
    for (int round = -2; round < rounds; round++) {
      for (Map.Entry<String, InetSocketAddress> server : servers.entrySet()) {
        try (DatagramClient client = new DatagramClient(server.getValue(), queries)) {
          double rate = client.run(nanos);
          double[] kept = rates.get(server.getKey());
          if (round >= 0 && kept != null) {
            kept[round] = rate;
          }
          if (client.lost() > 0) {
            System.err.println(server.getKey() + " lost " + client.lost() + " datagrams");
          }
        }
      }
    }
    return rates;
  }

  private static void print(Map<String, double[]> rates, int size) {
    double floor = median(rates.getOrDefault("echo", new double[1]));
    System.out.printf(Locale.ROOT, "%,d prefixes%n%n", size);
    System.out.println("| server | datagrams a second, median | slowest | fastest | of echo |");
    System.out.println("|---|---|---|---|---|");
    rates.forEach(
        (name, all) -> {
          double[] sorted = all.clone();
          Arrays.sort(sorted);
          System.out.printf(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f | %,.0f | %.0f %% |%n",
              name,
              median(all),
              sorted[0],
              sorted[sorted.length - 1],
              100 * median(all) / floor);
        });
  }

  private static double median(double[] all) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
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
