package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.ListenerMeter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sockets that take no answers, or break, while queries go on coming. */
class UdpFloodTest {

  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);

  private final byte[] query = Ask.address("192.0.2.1", SampleZone.NAME).octets();
  private final ListenerMeter meter = new ListenerMeter(() -> -1).expecting(Outcomes.LABELS);
  private final UdpAnswers answers =
      new UdpAnswers(
          new Responder(new ClientNetworks(List.of()), null, 0, () -> 0, new FailureLog(() -> 0)),
          new Exchange(new SampleZone().list("192.0.2.0/24").zone()),
          meter,
          () -> 0);

  /** So many queries wait; the answers leave if there is room for them. */
  private final class Queue implements Datagrams {

    private int waiting;
    private int room;
    private int left;
    private int errors;
    private @Nullable IOException onReceive;
    private @Nullable IOException onSend;

    Queue(int waiting, int room) {
      this.waiting = waiting;
      this.room = room;
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer into) throws IOException {
      assertThat(into.position()).isZero();
      if (onReceive != null && errors-- > 0) {
        throw onReceive;
      }
      if (waiting == 0) {
        return null;
      }
      waiting--;
      into.put(query);
      return CLIENT;
    }

    @Override
    public boolean send(ByteBuffer datagram, InetSocketAddress to) throws IOException {
      if (onSend != null && errors-- > 0) {
        throw onSend;
      }
      if (left == room) {
        return false;
      }
      byte[] octets = new byte[datagram.remaining()];
      datagram.get(octets);
      assertThat(Reply.read(octets).answers()).hasSize(1);
      assertThat(to).isEqualTo(CLIENT);
      left++;
      return true;
    }
  }

  private ListenerHealth health() {
    return meter.health("dnsbl", "", true);
  }

  private long count(String decision) {
    return health().decisions().get(decision);
  }

  @Test
  void whatTheSocketDoesNotTakeIsDroppedAndCounted() {
    Queue full = new Queue(6400, 10);

    assertThat(answers.answer(full, 6400)).isEqualTo(6400);

    assertThat(full.left).isEqualTo(10);
    assertThat(count("listed")).isEqualTo(10);
    assertThat(count("dropped")).isEqualTo(6390);

    Queue again = new Queue(1, 1);
    answers.answer(again, 64);
    assertThat(again.left).isEqualTo(1);
    assertThat(count("listed")).isEqualTo(11);
  }

  @Test
  void oneTurnAnswersNoMoreThanItMay() {
    Queue flood = new Queue(1000, 1000);

    assertThat(answers.answer(flood, 64)).isEqualTo(64);
    assertThat(flood.left).isEqualTo(64);
    assertThat(flood.waiting).isEqualTo(936);
  }

  @Test
  void nothingIsLeftAfterATurnThatTookFewer() {
    Queue few = new Queue(5, 1000);

    assertThat(answers.answer(few, 64)).isEqualTo(5);
    assertThat(answers.answer(few, 64)).isZero();
    assertThat(few.left).isEqualTo(5);
  }

  @Test
  void anAnswerThatCannotBeSentIsTroubleAndTheNextOneLeaves() {
    Queue broken = new Queue(3, 3);
    broken.onSend = new SocketException("no route");
    broken.errors = 1;

    assertThat(answers.answer(broken, 64)).isEqualTo(3);
    assertThat(broken.left).isEqualTo(2);
    assertThat(count("listed")).isEqualTo(2);
    assertThat(health().failed()).isEqualTo(1);
  }

  @Test
  void anErrorThatAnEarlierAnswerBroughtBackLosesNoQuery() {
    Queue unreachable = new Queue(3, 3);
    unreachable.onReceive = new PortUnreachableException();
    unreachable.errors = 2;

    assertThat(answers.answer(unreachable, 64)).isEqualTo(5);
    assertThat(unreachable.left).isEqualTo(3);
    assertThat(health().failed()).isEqualTo(2);
  }

  @Test
  void errorsWithoutEndEndTheTurn() {
    Queue broken = new Queue(3, 3);
    broken.onReceive = new SocketException("broken");
    broken.errors = Integer.MAX_VALUE;

    assertThat(answers.answer(broken, 64)).isEqualTo(64);
    assertThat(health().failed()).isEqualTo(64);
  }

  @Test
  void aClosedSocketIsNoTrouble() {
    Queue closed = new Queue(3, 3);
    closed.onReceive = new ClosedChannelException();
    closed.errors = Integer.MAX_VALUE;

    assertThat(answers.answer(closed, 64)).isZero();
    assertThat(health().failed()).isZero();
  }
}
