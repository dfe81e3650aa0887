package io.delist.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/**
 * Asks a server over UDP as fast as it answers: so many datagrams are under way at a time, and each
 * answer lets the next one go. One thread, which never sleeps. Each answer is checked.
 */
final class DatagramClient implements AutoCloseable {

  private static final int WINDOW = 64;
  private static final long LOST_NANOS = 200_000_000L;

  private final DatagramChannel channel;
  private final ByteBuffer[] queries;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(2048);
  private int next;
  private final DnsblQueries.Expected[] expected;
  private long lost;
  private long wrong;

  /**
   * @param expected what is to come for each query, whose id is its place in the list
   */
  DatagramClient(
      InetSocketAddress server, List<byte[]> queries, List<DnsblQueries.Expected> expected)
      throws IOException {
    this.expected = expected.toArray(new DnsblQueries.Expected[0]);
    this.channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 20);
    channel.connect(server);
    channel.configureBlocking(false);
    this.queries = new ByteBuffer[queries.size()];
    for (int i = 0; i < this.queries.length; i++) {
      this.queries[i] = ByteBuffer.allocateDirect(queries.get(i).length).put(queries.get(i)).flip();
    }
  }

  /** Answers a second. */
  double run(long nanos) throws IOException {
    long start = System.nanoTime();
    long end = start + nanos;
    long last = start;
    long answers = 0;
    int underWay = 0;
    long now = start;
    while (now < end) {
      while (underWay < WINDOW) {
        send();
        underWay++;
      }
      int came = receive();
      now = System.nanoTime();
      if (came > 0) {
        answers += came;
        underWay -= came;
        last = now;
      } else if (now - last > LOST_NANOS) {
        lost += underWay;
        underWay = 0;
        last = now;
      }
    }
    return answers * 1e9 / (now - start);
  }

  private void send() throws IOException {
    ByteBuffer query = queries[next];
    next = next + 1 == queries.length ? 0 : next + 1;
    while (channel.write(query.rewind()) == 0) {
      Thread.onSpinWait();
    }
  }

  private int receive() throws IOException {
    int came = 0;
    while (came < WINDOW / 2 && channel.read(answer.clear()) > 0) {
      came++;
      int id = Short.toUnsignedInt(answer.getShort(0));
      if (id >= expected.length || !expected[id].isAnsweredBy(answer.flip())) {
        wrong++;
      }
    }
    return came;
  }

  /** So that no answer of one run is counted in the next. */
  void drain() throws IOException {
    long end = System.nanoTime() + LOST_NANOS / 2;
    while (System.nanoTime() < end) {
      receive();
    }
  }

  /** Datagrams that got no answer, in all runs. */
  long lost() {
    return lost;
  }

  /** Answers that were not what the query asks for, in all runs. */
  long wrong() {
    return wrong;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
