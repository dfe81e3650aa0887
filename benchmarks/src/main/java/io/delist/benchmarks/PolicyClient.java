package io.delist.benchmarks;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Plays the smtpds of a Postfix: kept connections, one request at a time on each, all on the thread
 * that calls. Flat out it never sleeps; paced it naps where there is nothing to do, since there are
 * fewer cores than threads. The nap, some 60 µs, is part of the times that it takes.
 */
final class PolicyClient implements AutoCloseable {

  /** What a signed reference begins with, in the refusal's URL. */
  private static final String REFERENCE = " https://delist.example/r/";

  private static final byte[] OTHER = PolicyFrames.octets("action=DUNNO\n\n");
  private static final long NAP_NANOS = 10_000;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Selector selector;
  private final Smtpd[] smtpds;
  private final byte[][] requests;
  private final boolean echo;
  private long asked;
  private long answered;
  private long wrong;

  /** One connection. */
  private static final class Smtpd {
    final SocketChannel channel;
    final ByteBuffer in = ByteBuffer.allocate(8_192);
    int request = -1;
    long since;
    long next;

    Smtpd(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /**
   * @param requests of which the first is a listed client's
   * @param echo whether the other side sends back what it gets
   */
  PolicyClient(SocketAddress server, int connections, byte[][] requests, boolean echo)
      throws IOException {
    this.requests = requests;
    this.echo = echo;
    this.selector = Selector.open();
    this.smtpds = new Smtpd[connections];
    for (int i = 0; i < connections; i++) {
      SocketChannel channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      smtpds[i] = new Smtpd(channel);
      channel.register(selector, SelectionKey.OP_READ, smtpds[i]);
    }
  }

  /** As many as go, for a time; the requests a second that were answered. */
  double flatOut(long nanos) throws IOException {
    return run(nanos, 0, new Histogram(LONGEST_NANOS, 3));
  }

  /**
   * So many a second, each at its time or as soon as its connection is free. The time of each runs
   * from when it was due, so what waits behind a slow answer counts (coordinated omission).
   */
  Histogram paced(long nanos, double perSecond) throws IOException {
    Histogram times = new Histogram(LONGEST_NANOS, 3);
    double unused = run(nanos, (long) (smtpds.length * 1e9 / perSecond), times);
    return times;
  }

  /** One request on each connection, all at once; how many were answered within the time. */
  long once() throws IOException {
    long before = answered;
    long start = System.nanoTime();
    Histogram times = new Histogram(LONGEST_NANOS, 3);
    for (Smtpd each : smtpds) {
      each.since = start;
      send(each);
    }
    while (answered - before < smtpds.length && System.nanoTime() - start < LONGEST_NANOS) {
      receiveAll(times);
    }
    return answered - before;
  }

  long wrong() {
    return wrong;
  }

  private double run(long nanos, long interval, Histogram times) throws IOException {
    long start = System.nanoTime();
    long before = answered;
    for (int i = 0; i < smtpds.length; i++) {
      smtpds[i].next = start + interval * i / smtpds.length;
    }
    long open = 0;
    while (true) {
      long now = System.nanoTime();
      boolean over = now - start >= nanos;
      boolean due = false;
      for (Smtpd each : smtpds) {
        // What was due within the time is asked, however late.
        boolean more = interval == 0 ? !over : each.next - start < nanos;
        if (more && each.request < 0 && now - each.next >= 0) {
          each.since = interval == 0 ? now : each.next;
          each.next += interval;
          send(each);
          open++;
        }
        due |= interval != 0 && each.next - start < nanos;
      }
      if (over && open == 0 && !due) {
        return (answered - before) * 1e9 / (System.nanoTime() - start);
      }
      int whole = receiveAll(times);
      open -= whole;
      if (whole == 0 && interval != 0) {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
  }

  /** How many answers became whole. */
  private int receiveAll(Histogram times) throws IOException {
    int unused = selector.selectNow();
    int whole = 0;
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof Smtpd each && receive(each, times)) {
        whole++;
      }
    }
    selector.selectedKeys().clear();
    return whole;
  }

  private void send(Smtpd to) throws IOException {
    to.request = asked++ % 10 == 0 ? 0 : 1 + (int) (asked % (requests.length - 1));
    ByteBuffer out = ByteBuffer.wrap(requests[to.request]);
    while (out.hasRemaining()) {
      int unused = to.channel.write(out);
    }
  }

  /** Whether the answer is whole. */
  private boolean receive(Smtpd from, Histogram times) throws IOException {
    if (from.channel.read(from.in) < 0) {
      throw new IOException("the server closed a connection");
    }
    int end = from.in.position();
    boolean whole =
        echo
            ? end == requests[from.request].length
            : end >= 2 && from.in.get(end - 1) == '\n' && from.in.get(end - 2) == '\n';
    if (!whole) {
      return false;
    }
    times.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - from.since));
    if (!isRight(from, end)) {
      wrong++;
    }
    from.in.clear();
    from.request = -1;
    answered++;
    return true;
  }

  private boolean isRight(Smtpd from, int end) {
    byte[] got = from.in.array();
    if (echo) {
      return Arrays.equals(got, 0, end, requests[from.request], 0, end);
    }
    if (from.request > 0) {
      return Arrays.equals(got, 0, end, OTHER, 0, OTHER.length);
    }
    String refusal = new String(got, 0, end, StandardCharsets.US_ASCII);
    return refusal.startsWith("action=550 5.7.606 ") && refusal.contains(REFERENCE);
  }

  @Override
  public void close() throws IOException {
    for (Smtpd each : smtpds) {
      each.channel.close();
    }
    selector.close();
  }
}
