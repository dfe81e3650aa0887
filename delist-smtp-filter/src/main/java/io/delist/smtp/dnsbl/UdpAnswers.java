package io.delist.smtp.dnsbl;

import io.delist.smtp.listener.ListenerMeter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.LongSupplier;

/**
 * Takes datagrams from a socket and answers each before it takes the next, with two buffers for all
 * of them. One for each socket.
 *
 * <p>An answer has left before it is counted. While the system takes no more answers they are
 * dropped and counted, as the network would: a client asks again, and a flood of queries gathers
 * nothing here.
 *
 * <p><b>Cost:</b> 18 KB outside the heap; for a datagram two calls of the system, and nothing is
 * made anew but what the JDK and the zone make. <b>Threads:</b> one at a time.
 */
final class UdpAnswers {

  /** What is longer is cut here, and no query then. */
  private static final int LONGEST_DATAGRAM = 2048;

  private final Responder responder;
  private final Exchange exchange;
  private final Outcomes outcomes;
  private final LongSupplier nanoTime;
  private final ByteBuffer in = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
  private final ByteBuffer out = ByteBuffer.allocateDirect(AnswerWriter.LONGEST);

  UdpAnswers(Responder responder, Exchange exchange, ListenerMeter meter, LongSupplier nanoTime) {
    this.responder = responder;
    this.exchange = exchange;
    this.outcomes = new Outcomes(meter);
    this.nanoTime = nanoTime;
  }

  /**
   * Answers what has arrived. An error of the socket, or one that an earlier answer brought back,
   * is counted and takes a turn.
   *
   * @param most so many datagrams at most
   * @return how many turns it took; fewer than {@code most} once nothing is left
   */
  int answer(Datagrams socket, int most) {
    // Of those that came together each begins where the one before it ended.
    long start = nanoTime.getAsLong();
    for (int turn = 0; turn < most; turn++) {
      Outcome outcome;
      try {
        InetSocketAddress client = socket.receive(in.clear());
        if (client == null) {
          return turn;
        }
        outcome = answer(socket, client);
      } catch (ClosedChannelException e) {
        return turn;
      } catch (IOException e) {
        responder.report(e);
        outcome = Outcome.TROUBLE;
      }
      long now = nanoTime.getAsLong();
      outcomes.count(outcome, now - start);
      start = now;
    }
    return most;
  }

  /** What {@link #answer} threw: the datagram is lost, and the next ones are answered. */
  void failed(Throwable failure) {
    responder.report(failure);
    outcomes.count(Outcome.TROUBLE, 0);
  }

  private Outcome answer(Datagrams socket, InetSocketAddress client) throws IOException {
    int length = in.flip().remaining();
    in.get(exchange.message, 0, length);
    Outcome outcome = responder.answer(exchange, length, client.getAddress(), true);
    AnswerWriter answer = exchange.answer;
    if (answer.length == 0) {
      return outcome;
    }
    out.clear().put(answer.out, 0, answer.length).flip();
    return socket.send(out, client) ? outcome : Outcome.DROPPED;
  }
}
