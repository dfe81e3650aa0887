package io.delist.smtp.dnsbl;

import io.delist.smtp.listener.ListenerMeter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import java.util.function.LongSupplier;

/**
 * Answers datagrams; those that came together go out together. One for each socket.
 *
 * <p>While the socket takes no more, answers are dropped and counted, as the network would: a
 * client asks again, and a flood of queries gathers nothing here.
 */
final class UdpHandler extends ChannelInboundHandlerAdapter {

  /**
   * So many octets of answers may wait: more than those to all datagrams of one read, which are 85
   * KB with what Netty counts for each.
   */
  static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(128 << 10, 256 << 10);

  private final Responder responder;
  private final Exchange exchange;
  private final Outcomes outcomes;
  private final LongSupplier nanoTime;
  private long received;
  private long lastNanos;
  private boolean inBatch;

  UdpHandler(Responder responder, Exchange exchange, ListenerMeter meter, LongSupplier nanoTime) {
    this.responder = responder;
    this.exchange = exchange;
    this.outcomes = new Outcomes(meter);
    this.nanoTime = nanoTime;
  }

  /** How many datagrams came so far; for the socket's own thread. */
  long received() {
    return received;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().config().setWriteBufferWaterMark(WAITING);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket datagram = (DatagramPacket) message;
    try {
      received++;
      if (!inBatch) {
        // Of those that came together each begins where the one before it ended.
        lastNanos = nanoTime.getAsLong();
        inBatch = true;
      }
      answer(context, datagram);
    } finally {
      datagram.release();
    }
  }

  private void answer(ChannelHandlerContext context, DatagramPacket datagram) {
    ByteBuf content = datagram.content();
    int length = content.readableBytes();
    if (length > Exchange.LONGEST_QUERY) {
      outcomes.count(Outcome.IGNORED, 0);
      return;
    }
    content.readBytes(exchange.message, 0, length);
    Outcome outcome = responder.answer(exchange, length, datagram.sender().getAddress(), true);
    AnswerWriter answer = exchange.answer;
    if (answer.length > 0 && !isTaken(context)) {
      outcome = Outcome.DROPPED;
    } else if (answer.length > 0) {
      ByteBuf out = context.alloc().directBuffer(answer.length);
      out.writeBytes(answer.out, 0, answer.length);
      ChannelFuture unused =
          context.write(new DatagramPacket(out, datagram.sender()), context.voidPromise());
    }
    long now = nanoTime.getAsLong();
    outcomes.count(outcome, now - lastNanos);
    lastNanos = now;
  }

  /** Whether one more answer may wait, once those that can leave have left. */
  private static boolean isTaken(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) {
      context.flush();
    }
    return context.channel().isWritable();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    inBatch = false;
    context.flush();
  }

  /** Of a datagram that could not be sent, or an error that an earlier one brought back. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    outcomes.count(Outcome.TROUBLE, 0);
  }
}
