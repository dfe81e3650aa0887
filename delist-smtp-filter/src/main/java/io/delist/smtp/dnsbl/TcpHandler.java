package io.delist.smtp.dnsbl;

import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.netty.ListenerEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection: messages with their length before them, answered one after the other in the
 * order in which they came (RFC 7766 sections 6.2.1.1 and 8).
 *
 * <p>A message that is longer than a query can be, or too short, ends the connection, and so does
 * silence, or a message that takes too long from its first octet to its last. While the client does
 * not take its answers, nothing more is read from it or answered. Answers that were given leave
 * before a connection is closed, but for one that takes too long.
 */
final class TcpHandler extends ByteToMessageDecoder {

  private static final int LENGTH_OCTETS = 2;

  private final Responder responder;
  private final Exchange exchange;
  private final ListenerMeter meter;
  private final Outcomes outcomes;
  private final long idleNanos;
  private final LongSupplier nanoTime;

  private long deadline;
  private boolean withinMessage;
  private boolean stopping;
  private boolean ended;
  private @Nullable Future<?> timer;

  TcpHandler(
      Responder responder,
      Exchange exchange,
      ListenerMeter meter,
      Duration idle,
      LongSupplier nanoTime) {
    this.responder = responder;
    this.exchange = exchange;
    this.meter = meter;
    this.outcomes = new Outcomes(meter);
    this.idleNanos = idle.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    deadline = nanoTime.getAsLong() + idleNanos;
    wait(context, idleNanos);
    context.fireChannelActive();
  }

  private void wait(ChannelHandlerContext context, long nanos) {
    timer = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
  }

  private void look(ChannelHandlerContext context) {
    long left = deadline - nanoTime.getAsLong();
    if (left > 0) {
      wait(context, left);
    } else {
      meter.timedOut();
      ended = true;
      ChannelFuture unused = context.close();
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    while (!ended && takesAnswers(context) && in.readableBytes() >= LENGTH_OCTETS) {
      int length = in.getUnsignedShort(in.readerIndex());
      if (length < Wire.HEADER || length > Exchange.LONGEST_QUERY) {
        meter.malformed();
        end(context);
        break;
      }
      if (in.readableBytes() < LENGTH_OCTETS + length) {
        break;
      }
      in.skipBytes(LENGTH_OCTETS);
      answer(context, in, length);
      withinMessage = false;
      deadline = nanoTime.getAsLong() + idleNanos;
    }
    if (ended) {
      in.skipBytes(in.readableBytes());
    } else if (in.isReadable() && !withinMessage) {
      withinMessage = true;
      deadline = nanoTime.getAsLong() + idleNanos;
    } else if (stopping && !withinMessage) {
      end(context);
    }
  }

  /** Sends what waits if it is much. If it does not leave, reading stops until it has. */
  private static boolean takesAnswers(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) {
      context.flush();
    }
    boolean writable = context.channel().isWritable();
    if (context.channel().config().isAutoRead() != writable) {
      context.channel().config().setAutoRead(writable);
    }
    return writable;
  }

  /** The answers so far leave, then the connection is closed. */
  private void end(ChannelHandlerContext context) {
    ended = true;
    ChannelFuture unused =
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private void answer(ChannelHandlerContext context, ByteBuf in, int length) {
    long start = nanoTime.getAsLong();
    in.readBytes(exchange.message, 0, length);
    InetSocketAddress client = (InetSocketAddress) context.channel().remoteAddress();
    Outcome outcome = responder.answer(exchange, length, client.getAddress(), false);
    AnswerWriter answer = exchange.answer;
    if (answer.length > 0) {
      ByteBuf out = context.alloc().directBuffer(LENGTH_OCTETS + answer.length);
      out.writeShort(answer.length).writeBytes(answer.out, 0, answer.length);
      ChannelFuture unused = context.write(out, context.voidPromise());
    }
    outcomes.count(outcome, nanoTime.getAsLong() - start);
  }

  /** Not the decoder's own: it asks for more whatever autoRead says if nothing was handed on. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
    discardSomeReadBytes();
    context.fireChannelReadComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    // Later, since this may come from within a write of decode.
    context.executor().execute(() -> resume(context));
    super.channelWritabilityChanged(context);
  }

  private void resume(ChannelHandlerContext context) {
    if (!ended && context.channel().isWritable() && !context.channel().config().isAutoRead()) {
      decode(context, internalBuffer(), List.of());
      context.flush();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ListenerEvent.STOPPING) {
      stopping = true;
      if (!ended && !withinMessage) {
        end(context);
      }
    }
    super.userEventTriggered(context, event);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    Future<?> last = timer;
    if (last != null) {
      last.cancel(false);
    }
  }

  /** A connection that breaks is no news. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ended = true;
    ChannelFuture unused = context.close();
  }
}
