package io.delist.benchmarks;

import com.google.common.util.concurrent.Uninterruptibles;
import io.delist.blocklist.Blocklist;
import io.delist.smtp.postfix.PolicyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * How many requests a second does the policy server answer beside a server that sends back what it
 * gets, and how long do they take at half of that rate and at 25,000 a second while the list is
 * loaded again and again: all of it new, or from a file of which a thousandth has changed?
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

  /** Between the end of one reading of the file and the next. */
  private static final long PAUSE_MILLIS = 2_000;

  /** The goal is 50,000 a second. */
  private static final double HALF_OF_THE_GOAL = 25_000;

  private PolicyRates() {}

  public static void main(String[] arguments) throws IOException {
    int connections = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    long nanos = (long) (Double.parseDouble(arguments[2]) * 1e9);
    int size = Integer.parseInt(arguments[3]);
    GatedList list = new GatedList(size);
    byte[][] requests = GatedList.requests(list.blocklist(), REQUESTS);
    try (EchoServer echo = new EchoServer();
        PolicyServer ours = server(list.blocklist());
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
      for (double perSecond : new double[] {rate / 2, HALF_OF_THE_GOAL}) {
        paced("nothing else", asksOurs, nanos, perSecond);
        try (Loader loader = new Loader(list::reload, 0)) {
          paced("all of the list new, without a pause", asksOurs, nanos, perSecond);
          loader.print();
        }
      }
      whileAFileIsReadAgain(connections, nanos, size, rate);
      if (asksEcho.wrong() + asksOurs.wrong() > 0) {
        throw new IllegalStateException(
            "wrong answers: echo " + asksEcho.wrong() + ", policy server " + asksOurs.wrong());
      }
    }
  }

  /** The list is what a file says, of which a thousandth changes from one reading to the next. */
  private static void whileAFileIsReadAgain(int connections, long nanos, int size, double rate)
      throws IOException {
    try (FedList fed = new FedList(size);
        PolicyServer server = server(fed.blocklist());
        PolicyClient client =
            new PolicyClient(
                server.address(),
                connections,
                GatedList.requests(fed.blocklist(), REQUESTS),
                false)) {
      for (double perSecond : new double[] {rate / 2, HALF_OF_THE_GOAL}) {
        for (long pause : new long[] {PAUSE_MILLIS, 0}) {
          String name = "the file read again, " + (pause == 0 ? "no pause" : "2 s between");
          try (Loader loader = new Loader(fed::reload, pause)) {
            paced(name, client, 2 * nanos, perSecond);
            loader.print();
          }
        }
      }
      if (client.wrong() > 0) {
        throw new IllegalStateException("wrong answers: policy server " + client.wrong());
      }
    }
  }

  /** Loads again and again on a thread of its own, until it is closed. */
  private static final class Loader implements AutoCloseable {

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong loadNanos = new AtomicLong();
    private final Thread thread;

    Loader(Runnable load, long pauseMillis) {
      thread = new Thread(() -> run(load, pauseMillis), "loader");
      thread.start();
    }

    private void run(Runnable load, long pauseMillis) {
      try {
        while (!over.await(pauseMillis, TimeUnit.MILLISECONDS)) {
          long start = System.nanoTime();
          load.run();
          loads.incrementAndGet();
          loadNanos.addAndGet(System.nanoTime() - start);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void print() {
      long count = loads.get();
      System.out.printf(
          Locale.ROOT,
          "%d times meanwhile, %.0f ms each%n",
          count,
          count == 0 ? 0 : loadNanos.get() / 1e6 / count);
    }

    @Override
    public void close() {
      over.countDown();
      Uninterruptibles.joinUninterruptibly(thread);
    }
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

  private static PolicyServer server(Blocklist blocklist) {
    return PolicyServer.builder(GatedList.gate(blocklist))
        .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .threads(1)
        .start();
  }
}
