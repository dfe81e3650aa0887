package io.delist.benchmarks;

import io.delist.smtp.postfix.PolicyServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How much memory does a policy server with so many idle connections take, above a JVM that does
 * nothing, and does it then answer each of them?
 *
 * <p>The server is alone in a JVM of its own, and so is the empty one: they share nothing with the
 * client, whose sockets count against the same limit of open files. Linux only: it reads {@code
 * VmRSS} of {@code /proc}.
 *
 * <pre>{@code java -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.PolicyIdle 10000}
 * </pre>
 *
 * <p>Argument: connections.
 */
final class PolicyIdle {

  private static final String SERVER = "server";
  private static final String EMPTY = "empty";
  private static final int ENTRIES = 1_000;

  private PolicyIdle() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments[0].equals(SERVER)) {
      serve(Integer.parseInt(arguments[1]));
    } else if (arguments[0].equals(EMPTY)) {
      System.out.println("ready");
      untilTheParentEnds();
    } else {
      measure(Integer.parseInt(arguments[0]));
    }
  }

  private static void serve(int connections) throws IOException {
    try (PolicyServer server =
        PolicyServer.builder(GatedList.gate(new GatedList(ENTRIES).blocklist()))
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .maxConnections(connections)
            .threads(1)
            .start()) {
      System.out.println(((InetSocketAddress) server.address()).getPort());
      untilTheParentEnds();
    }
  }

  private static void untilTheParentEnds() throws IOException {
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
  }

  private static void measure(int connections) throws IOException, InterruptedException {
    Process empty = child(EMPTY, connections);
    Process server = child(SERVER, connections);
    try {
      String unused = line(empty);
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(line(server)));
      print("empty JVM", empty);
      print("server, no connection", server);
      byte[][] requests = GatedList.requests(new GatedList(ENTRIES).blocklist(), 1_024);
      try (PolicyClient client = new PolicyClient(address, connections, requests, false)) {
        TimeUnit.SECONDS.sleep(2);
        print("server, " + connections + " idle connections", server);
        long answers = client.once();
        print("server, each asked once", server);
        System.out.printf(
            Locale.ROOT, "%,d of %,d answered, %d wrong%n", answers, connections, client.wrong());
        if (answers != connections || client.wrong() > 0) {
          throw new IllegalStateException("a request was lost or answered wrongly");
        }
      }
    } finally {
      empty.destroy();
      server.destroy();
    }
  }

  private static Process child(String kind, int connections) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            PolicyIdle.class.getName(),
            kind,
            Integer.toString(connections));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String line(Process child) throws IOException {
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the child ended before it was ready");
    }
    return line;
  }

  private static void print(String name, Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        long kib = Long.parseLong(line.replaceAll("\\D", ""));
        System.out.printf(Locale.ROOT, "%s: %.1f MiB%n", name, kib / 1024.0);
      }
    }
  }
}
