package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.SampleList;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection, octet by octet, with a clock that the test moves. */
class MilterHandlerTest {

  private static final String LISTED = "192.0.2.66";

  private final ListenerMeter meter = new ListenerMeter(() -> -1);
  private final EmbeddedChannel channel = open();

  private EmbeddedChannel open() {
    EmbeddedChannel opened = new EmbeddedChannel();
    opened.freezeTime();
    opened
        .pipeline()
        .addLast(
            new MilterHandler(
                new MilterSession(
                    new SampleList().list("192.0.2.64/28", 606).gate().build(),
                    Treatment.REFUSE,
                    meter),
                new Patience(Duration.ofSeconds(10), Duration.ofHours(2)),
                meter,
                new Complaints()));
    opened.pipeline().fireChannelActive();
    return opened;
  }

  @AfterEach
  void nothingIsLeft() {
    channel.finishAndReleaseAll();
  }

  @Test
  void whatArrivesTogetherIsAnsweredTogether() {
    channel.writeInbound(
        begin().connectV4(LISTED).recipient("<b@example.org>").endOfMessage().buffer());

    ByteBuf answers = channel.readOutbound();
    assertThat(letters(answers)).isEqualTo("Oyc");
    assertThat(channel.outboundMessages()).isEmpty();
  }

  @Test
  void octetByOctetToo() {
    for (byte each :
        begin().connectV4(LISTED).recipient("<b@example.org>").endOfMessage().octets()) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {each}));
    }

    assertThat(letters()).isEqualTo("Oyc");
  }

  @Test
  void quitClosesAfterTheLastReply() {
    channel.writeInbound(begin().connectV4(LISTED).recipient("<b@x>").bare('Q').buffer());

    assertThat(letters()).isEqualTo("Oy");
    assertThat(channel.isOpen()).isFalse();
    assertThat(health().malformed()).isZero();
  }

  @Test
  void whatIsNotTheProtocolClosesAndCounts() {
    channel.writeInbound(begin().raw('G', 'E', 'T', ' ', '/').connectV4(LISTED).buffer());

    assertThat(letters()).isEqualTo("O");
    assertThat(channel.isOpen()).isFalse();
    assertThat(health().malformed()).isEqualTo(1);
  }

  @Test
  void nothingIsReadAfterTheEnd() {
    channel.writeInbound(begin().bare('Q').recipient("<b@x>").buffer());

    assertThat(letters()).isEqualTo("O");
  }

  @Test
  void anOfferThatDoesNotComeIsNotWaitedFor() {
    advance(Duration.ofMillis(9_999));
    assertThat(channel.isOpen()).isTrue();

    advance(Duration.ofMillis(1));

    assertThat(channel.isOpen()).isFalse();
    assertThat(health().connections().timedOut()).isEqualTo(1);
  }

  @Test
  void octetsThatTrickleInBuyNoTime() {
    byte[] offer = begin().octets();
    for (int second = 0; second < 10; second++) {
      assertThat(channel.isOpen()).isTrue();
      channel.writeInbound(Unpooled.wrappedBuffer(offer, second, 1));
      advance(Duration.ofSeconds(1));
    }

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void norDoTheyWithinAFrame() {
    channel.writeInbound(begin().buffer());
    advance(Duration.ofMinutes(30));
    byte[] frame = new MtaFrames().helo("x".repeat(100)).octets();
    for (int second = 0; second < 10; second++) {
      assertThat(channel.isOpen()).isTrue();
      channel.writeInbound(Unpooled.wrappedBuffer(frame, second, 1));
      advance(Duration.ofSeconds(1));
    }

    assertThat(channel.isOpen()).isFalse();
    assertThat(health().connections().timedOut()).isEqualTo(1);
  }

  @Test
  void norWithinOneThatIsDropped() {
    channel.writeInbound(begin().buffer());
    channel.writeInbound(Unpooled.buffer().writeInt(1000).writeByte('B').writeByte('x'));
    for (int second = 0; second < 10; second++) {
      channel.writeInbound(Unpooled.buffer().writeByte('x'));
      advance(Duration.ofSeconds(1));
    }

    assertThat(channel.isOpen()).isFalse();
  }

  /** Each frame that is whole earns the next one its time. */
  @Test
  void aSlowButWholeFrameIsWaitedFor() {
    channel.writeInbound(begin().buffer());
    byte[] frame = new MtaFrames().recipient("<b@example.org>").octets();
    for (int i = 0; i < 10; i++) {
      channel.writeInbound(Unpooled.copiedBuffer(frame, 0, 3));
      advance(Duration.ofSeconds(9));
      channel.writeInbound(Unpooled.copiedBuffer(frame, 3, frame.length - 3));
    }

    assertThat(letters()).isEqualTo("O" + "c".repeat(10));
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void silenceBetweenFramesIsLong() {
    channel.writeInbound(begin().connectV4(LISTED).buffer());
    advance(Duration.ofMinutes(119));
    channel.writeInbound(new MtaFrames().recipient("<b@example.org>").buffer());
    advance(Duration.ofMinutes(119));
    assertThat(channel.isOpen()).isTrue();

    advance(Duration.ofMinutes(2));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whoReadsNoRepliesIsNotReadOnceTheyPileUp() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1024, 2048));
    MtaFrames many = begin().connectV4(LISTED);
    for (int i = 0; i < 1000; i++) {
      many.recipient("<b@example.org>");
    }
    // Nothing leaves: the transport is stuck.
    channel.pipeline().addFirst(new StuckTransport());

    channel.writeInbound(many.buffer());

    assertThat(channel.config().isAutoRead()).isFalse();
    long decided = health().decisions().get("rejected");
    assertThat(decided).isBetween(50L, 200L);

    advance(Duration.ofSeconds(10));
    assertThat(channel.isOpen()).isFalse();
    assertThat(health().connections().timedOut()).isEqualTo(1);
  }

  /** Or what arrives would gather without end while nothing is decided. */
  @Test
  void whoReadsNoRepliesIsNotReadEither() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1024, 2048));
    AtomicInteger reads = new AtomicInteger();
    channel
        .pipeline()
        .addFirst(
            new StuckTransport(),
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void read(ChannelHandlerContext context) {
                reads.incrementAndGet();
                context.read();
              }
            });
    MtaFrames many = begin().connectV4(LISTED);
    for (int i = 0; i < 1000; i++) {
      many.recipient("<b@example.org>");
    }
    channel.writeInbound(many.buffer());
    assertThat(channel.config().isAutoRead()).isFalse();
    int before = reads.get();

    channel.writeInbound(MtaFrames.begin().buffer());

    assertThat(reads).hasValue(before);
  }

  @Test
  void whoReadsThemAgainGetsThemAll() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1024, 2048));
    MtaFrames many = begin().connectV4(LISTED);
    for (int i = 0; i < 1000; i++) {
      many.recipient("<b@example.org>");
    }
    StuckTransport stuck = new StuckTransport();
    channel.pipeline().addFirst(stuck);
    channel.writeInbound(many.buffer());

    channel.pipeline().remove(stuck);
    channel.flush();
    channel.runPendingTasks();

    assertThat(letters()).isEqualTo("O" + "y".repeat(1000));
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  /**
   * With one of these counts the replies fill what may wait with the last frame, so that nothing is
   * left to decode when they leave: reading must begin again all the same.
   */
  @ParameterizedTest
  @ValueSource(ints = {96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108})
  void whoReadsAfterTheLastFrameIsReadAgain(int recipients) {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
    StuckTransport stuck = new StuckTransport();
    channel.pipeline().addFirst(stuck);
    MtaFrames frames = begin().connectV4(LISTED);
    for (int i = 0; i < recipients; i++) {
      frames.recipient("<b@example.org>");
    }
    channel.writeInbound(frames.buffer());

    channel.pipeline().remove(stuck);
    channel.flush();
    channel.runPendingTasks();

    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(letters()).isEqualTo("O" + "y".repeat(recipients));
  }

  @Test
  void aStopEndsWhatIsIdleAtOnce() {
    channel.writeInbound(begin().buffer());

    channel.pipeline().fireUserEventTriggered(ListenerEvent.STOPPING);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aStopLetsASessionEnd() {
    channel.writeInbound(begin().connectV4(LISTED).buffer());

    channel.pipeline().fireUserEventTriggered(ListenerEvent.STOPPING);
    channel.writeInbound(new MtaFrames().recipient("<b@example.org>").buffer());
    assertThat(channel.isOpen()).isTrue();
    channel.writeInbound(new MtaFrames().bare('K').connectV4(LISTED).buffer());

    assertThat(letters()).isEqualTo("Oy");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aMailServerThatGoesAwayIsNoFailure() {
    channel.writeInbound(begin().connectV4(LISTED).buffer());
    channel.writeInbound(Unpooled.buffer().writeInt(40).writeByte('R'));
    channel.finish();

    assertThat(health().malformed() + health().failed()).isZero();
  }

  private void advance(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  private ListenerHealth health() {
    return meter.health("milter", "", true);
  }

  private static MtaFrames begin() {
    return MtaFrames.begin();
  }

  private String letters() {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
      all.writeBytes(each);
      each.release();
    }
    return letters(all);
  }

  private static String letters(ByteBuf in) {
    List<String> letters = new ArrayList<>();
    MilterReplies.readAll(in).forEach(frame -> letters.add(frame.substring(0, 1)));
    return String.join("", letters);
  }
}
