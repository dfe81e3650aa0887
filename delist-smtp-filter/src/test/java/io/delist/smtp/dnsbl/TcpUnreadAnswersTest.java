package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.netty.ListenerEvent;
import io.delist.smtp.netty.StuckTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection whose client does not take its answers at once. */
class TcpUnreadAnswersTest {

  private final SampleZone zone = new SampleZone().list("192.0.2.0/24");
  private final ListenerMeter meter = new ListenerMeter(() -> -1).expecting(Outcomes.LABELS);
  private final StuckTransport stuck = new StuckTransport();
  private final AtomicInteger reads = new AtomicInteger();
  private final EmbeddedChannel connection = open();

  private EmbeddedChannel open() {
    return new EmbeddedChannel(
        stuck,
        new ChannelOutboundHandlerAdapter() {
          @Override
          public void read(ChannelHandlerContext context) {
            reads.incrementAndGet();
            context.read();
          }
        },
        new TcpHandler(
            new Responder(new ClientNetworks(List.of()), null, 0, () -> 0, new FailureLog(() -> 0)),
            new Exchange(zone.zone()),
            meter,
            Duration.ofMinutes(1),
            System::nanoTime)) {
      @Override
      protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
      }
    };
  }

  @AfterEach
  void nothingIsLeft() {
    connection.finishAndReleaseAll();
  }

  /** With ids from 0. */
  private static ByteBuf queries(int count) {
    ByteBuf all = Unpooled.buffer();
    for (int i = 0; i < count; i++) {
      byte[] query = Ask.address("192.0.2.1", SampleZone.NAME).type(Wire.TYPE_TXT).id(i).octets();
      all.writeShort(query.length).writeBytes(query);
    }
    return all;
  }

  private static ByteBuf badLength() {
    return Unpooled.buffer().writeShort(Wire.HEADER - 1);
  }

  /** The client takes what there is, and goes on doing so. */
  private List<Integer> takenIds() {
    if (connection.pipeline().context(stuck) != null) {
      connection.pipeline().remove(stuck);
    }
    connection.flush();
    connection.runPendingTasks();
    List<Integer> ids = new ArrayList<>();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      if (out.isReadable()) {
        byte[] message = new byte[out.readUnsignedShort()];
        out.readBytes(message);
        ids.add(Reply.read(message).id());
      }
      out.release();
    }
    return ids;
  }

  private static List<Integer> idsTo(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  private ListenerHealth health() {
    return meter.health("dnsbl", "", true);
  }

  @Test
  void aStopClosesWhenTheLastAnswerHasLeft() {
    connection.writeInbound(queries(10));

    connection.pipeline().fireUserEventTriggered(ListenerEvent.STOPPING);

    assertThat(connection.isOpen()).isTrue();
    assertThat(takenIds()).isEqualTo(idsTo(10));
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aStopWithinAMessageClosesWhenItsAnswerHasLeft() {
    ByteBuf all = queries(10);
    connection.writeInbound(all.readRetainedSlice(all.readableBytes() - 1));
    connection.pipeline().fireUserEventTriggered(ListenerEvent.STOPPING);

    connection.writeInbound(all);

    assertThat(connection.isOpen()).isTrue();
    assertThat(takenIds()).isEqualTo(idsTo(10));
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void whatArrivedBeforeAStopIsAnsweredAfterIt() {
    connection.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1024, 2048));
    connection.writeInbound(queries(1000));
    connection.pipeline().fireUserEventTriggered(ListenerEvent.STOPPING);

    assertThat(takenIds()).isEqualTo(idsTo(1000));
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void nothingIsReadAfterABadLength() {
    connection.writeInbound(queries(2), badLength(), queries(1));

    connection.writeInbound(queries(5), badLength(), queries(5));

    assertThat(health().malformed()).isEqualTo(1);
    assertThat(health().decisions()).containsEntry("listed", 2L);
    assertThat(connection.isOpen()).isTrue();
    assertThat(takenIds()).isEqualTo(idsTo(2));
    assertThat(connection.isOpen()).isFalse();
  }

  /** One read is up to 64 KiB, and answers are several times as long as queries. */
  @Test
  void noMoreIsAnsweredThanMayWait() {
    int count = 1500;
    ByteBuf all = queries(count);
    assertThat(all.readableBytes()).isGreaterThan(64 << 10);

    connection.writeInbound(all);

    int longest = AnswerWriter.LONGEST + 200;
    assertThat(connection.unsafe().outboundBuffer().totalPendingWriteBytes())
        .isLessThan(connection.config().getWriteBufferHighWaterMark() + longest);
    assertThat(health().decisions().get("listed")).isBetween(50L, count / 2L);
    assertThat(connection.config().isAutoRead()).isFalse();
    int before = reads.get();
    connection.writeInbound(Unpooled.EMPTY_BUFFER);
    assertThat(reads).hasValue(before);

    assertThat(takenIds()).isEqualTo(idsTo(count));
    assertThat(connection.config().isAutoRead()).isTrue();
  }

  @Test
  void whoTakesTheLastAnswerIsReadAgain() {
    connection.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
    connection.writeInbound(queries(1));
    assertThat(connection.config().isAutoRead()).isFalse();

    assertThat(takenIds()).isEqualTo(idsTo(1));

    assertThat(connection.config().isAutoRead()).isTrue();
    connection.writeInbound(queries(3));
    assertThat(takenIds()).isEqualTo(idsTo(3));
  }
}
