package io.delist.benchmarks;

import io.delist.smtp.milter.MilterServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How many SMTP sessions a second does the milter answer up to the verdict on the recipient, beside
 * a server that sends back what it gets?
 *
 * <p>Both servers have one thread, the clients another, and all are in one process. The two are
 * measured in turn, so that what else the machine does falls on both.
 *
 * <pre>{@code java -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.MilterSessions 5 3 64}
 * </pre>
 *
 * <p>Arguments: seconds a measurement, measurements of each, connections at a time.
 */
final class MilterSessions {

  private static final String UNLISTED = "198.51.100.7";

  private final double seconds;
  private final int connections;

  private MilterSessions(double seconds, int connections) {
    this.seconds = seconds;
    this.connections = connections;
  }

  public static void main(String[] arguments) throws InterruptedException {
    double seconds = Double.parseDouble(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int connections = Integer.parseInt(arguments[2]);
    MilterSessions measurement = new MilterSessions(seconds, connections);
    for (MilterClients.Form form : MilterClients.Form.values()) {
      double[] echo = new double[rounds];
      double[] milter = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        echo[round] = measurement.echo(form);
        milter[round] = measurement.milter(form);
      }
      System.out.printf(
          "%s: milter %,.0f sessions a second, echo %,.0f, %.0f %%%n",
          form, median(milter), median(echo), 100 * median(milter) / median(echo));
    }
  }

  private double milter(MilterClients.Form form) throws InterruptedException {
    try (MilterServer server =
        MilterServer.builder(GatedList.gate(new GatedList(1).blocklist()))
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .threads(1)
            .start()) {
      return measure("milter", server.address(), form, false);
    }
  }

  private double echo(MilterClients.Form form) throws InterruptedException {
    try (EchoServer echo = new EchoServer()) {
      return measure("echo", echo.address(), form, true);
    }
  }

  private double measure(String name, SocketAddress address, MilterClients.Form form, boolean echo)
      throws InterruptedException {
    MilterClients clients = new MilterClients(address, form, echo, UNLISTED, GatedList.LISTED);
    try {
      clients.start(connections);
      pause();
      long sessions = clients.sessions();
      long start = System.nanoTime();
      pause();
      double rate = (clients.sessions() - sessions) * 1e9 / (System.nanoTime() - start);
      clients.stop();
      System.out.printf(
          "  %s %s: %,.0f a second, median %.0f µs, p99 %.0f µs, wrong %d%n",
          form,
          name,
          rate,
          clients.nanos().getValueAtPercentile(50) / 1e3,
          clients.nanos().getValueAtPercentile(99) / 1e3,
          clients.wrong());
      if (clients.wrong() > 0) {
        throw new IllegalStateException(clients.wrong() + " wrong verdicts");
      }
      return rate;
    } finally {
      clients.stop();
    }
  }

  /** Warming up takes as long as a measurement. */
  private void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep((long) (seconds * 1e3));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
