package io.delist.benchmarks;

import io.delist.smtp.postfix.PolicyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How many requests a second does the policy server answer beside a server that sends back what it
 * gets, and how long do they take at half and at a tenth of that rate while the list is loaded
 * again and again?
 *
 * <p>Both servers have one thread and the clients another, all in one process, and are measured in
 * turn; the loading has a third. As Postfix does, a client asks one question at a time on each of
 * its kept connections. One client in ten is listed. Every answer is checked.
 *
 * <pre>{@code
 * java -Xmx2g -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.PolicyRates 64 5 3 1000000
 * }</pre>
 *
 * <p>Arguments: connections, rounds, seconds of each turn, entries of the list.
 */
final class PolicyRates {

  private static final int REQUESTS = 1_024;

  private PolicyRates() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int connections = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    long nanos = (long) (Double.parseDouble(arguments[2]) * 1e9);
    GatedList list = new GatedList(Integer.parseInt(arguments[3]));
    byte[][] requests = list.requests(REQUESTS);
    try (EchoServer echo = new EchoServer();
        PolicyServer ours = server(list);
        PolicyClient asksEcho = new PolicyClient(echo.address(), connections, requests, true);
        PolicyClient asksOurs = new PolicyClient(ours.address(), connections, requests, false)) {
      double[] echoes = new double[rounds];
      double[] answers = new double[rounds];
      // Round -1 and -2 let the compiler do its work.
      for (int round = -2; round < rounds; round++) {
        double echoed = asksEcho.flatOut(nanos);
        double answered = asksOurs.flatOut(nanos);
        if (round >= 0) {
          echoes[round] = echoed;
          answers[round] = answered;
        }
      }
      Arrays.sort(echoes);
      Arrays.sort(answers);
      double rate = answers[rounds / 2];
      print("echo", echoes, echoes[rounds / 2]);
      print("policy server", answers, echoes[rounds / 2]);
      for (int part : new int[] {2, 10}) {
        paced("nothing else", asksOurs, nanos, rate / part);
        long loads = whileReloading(list, () -> paced("reloading", asksOurs, nanos, rate / part));
        System.out.printf(Locale.ROOT, "%d reloads%n", loads);
      }
      if (asksEcho.wrong() + asksOurs.wrong() > 0) {
        throw new IllegalStateException(
            "wrong answers: echo " + asksEcho.wrong() + ", policy server " + asksOurs.wrong());
      }
    }
  }

  private interface Measurement {
    void run() throws IOException;
  }

  /** How often the list was loaded meanwhile. */
  private static long whileReloading(GatedList list, Measurement measurement)
      throws IOException, InterruptedException {
    long[] loads = new long[1];
    Thread loader =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                list.reload();
                loads[0]++;
              }
            },
            "loader");
    loader.start();
    try {
      measurement.run();
    } finally {
      loader.interrupt();
      loader.join();
    }
    return loads[0];
  }

  private static void paced(String name, PolicyClient client, long nanos, double perSecond)
      throws IOException {
    Histogram times = client.paced(nanos, perSecond);
    System.out.printf(
        Locale.ROOT,
        "%,.0f a second, %s: p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, %,d answers%n",
        perSecond,
        name,
        times.getValueAtPercentile(50) / 1e6,
        times.getValueAtPercentile(99) / 1e6,
        times.getValueAtPercentile(99.9) / 1e6,
        times.getTotalCount());
  }

  private static void print(String name, double[] sorted, double echo) {
    double median = sorted[sorted.length / 2];
    System.out.printf(
        Locale.ROOT,
        "%s: %,.0f requests a second (%,.0f to %,.0f), %.0f %% of the echo%n",
        name,
        median,
        sorted[0],
        sorted[sorted.length - 1],
        100 * median / echo);
  }

  private static PolicyServer server(GatedList list) {
    return PolicyServer.builder(list.gate())
        .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .threads(1)
        .start();
  }
}
