package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.SampleList;
import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.netty.StuckTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who reads no answers is not read either, or what arrives would gather without end. */
class UnreadAnswersTest {

  private static final String REQUEST = PolicyClient.request("203.0.113.9");

  private static ByteBuf requests(int count) {
    return Unpooled.copiedBuffer(REQUEST.repeat(count), StandardCharsets.US_ASCII);
  }

  @Test
  void whoReadsNoAnswersIsNotRead() {
    AtomicInteger reads = new AtomicInteger();
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1024, 2048));
    channel
        .pipeline()
        .addLast(
            new StuckTransport(),
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void read(ChannelHandlerContext context) {
                reads.incrementAndGet();
                context.read();
              }
            },
            new PolicyHandler(
                new SampleList().list("203.0.113.9", 612).gate().build(),
                new PolicyTimes(Duration.ofSeconds(10), Duration.ofSeconds(330)),
                new ListenerMeter(() -> -1)));
    channel.pipeline().fireChannelActive();
    channel.writeInbound(requests(1000));
    assertThat(channel.config().isAutoRead()).isFalse();
    int before = reads.get();

    channel.writeInbound(requests(10));

    assertThat(reads).hasValue(before);
    ChannelFuture unused = channel.close();
  }
}
