package io.delist.smtp.milter;

import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.netty.ListenerEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection on Netty: octets in, replies out, and an end to what takes too long.
 *
 * <p>Replies to all that arrived together leave together. While the other side reads none of them,
 * nothing more is read from it.
 *
 * <p><b>Threads:</b> the connection's event loop.
 */
final class MilterHandler extends ByteToMessageDecoder {

  /** With so many octets of replies waiting, they are sent before more is decided. */
  private static final int MOST_WAITING_OCTETS = 16_384;

  private final FrameReader reader = new FrameReader();
  private final MilterSession session;
  private final Patience patience;
  private final ListenerMeter meter;
  private final Complaints complaints;
  private @Nullable ByteBuf replies;
  private boolean stopping;
  private boolean ended;

  MilterHandler(
      MilterSession session, Patience patience, ListenerMeter meter, Complaints complaints) {
    this.session = session;
    this.patience = patience;
    this.meter = meter;
    this.complaints = complaints;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    patience.begin(context, () -> tooLate(context));
    super.channelActive(context);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    boolean progress = false;
    try {
      while (!ended && readerKeepsUp(context)) {
        Fields frame = reader.next(in);
        if (frame == null) {
          break;
        }
        progress = true;
        boolean goesOn = session.take(frame, replies(context));
        if (!goesOn || (stopping && !session.isUnderWay())) {
          end(context);
        }
      }
    } catch (MalformedFrameException e) {
      meter.malformed();
      complaints.closed(String.valueOf(e.getMessage()), null);
      end(context);
    }
    if (ended) {
      in.skipBytes(in.readableBytes());
      patience.waitFor(Patience.Wait.READING, progress, context);
    } else {
      patience.waitFor(next(context, in), progress, context);
    }
  }

  private Patience.Wait next(ChannelHandlerContext context, ByteBuf in) {
    if (!context.channel().isWritable()) {
      return Patience.Wait.READING;
    }
    if (!session.hasAgreement()) {
      return Patience.Wait.NEGOTIATION;
    }
    return in.isReadable() || reader.isWithinDroppedFrame()
        ? Patience.Wait.REST_OF_FRAME
        : Patience.Wait.NEXT_FRAME;
  }

  /** Sends what has gathered. If it does not leave, reading stops until it has. */
  private boolean readerKeepsUp(ChannelHandlerContext context) {
    if (replies != null && replies.readableBytes() >= MOST_WAITING_OCTETS) {
      send(context);
    }
    boolean writable = context.channel().isWritable();
    context.channel().config().setAutoRead(writable);
    return writable;
  }

  private ByteBuf replies(ChannelHandlerContext context) {
    if (replies == null) {
      replies = context.alloc().buffer();
    }
    return replies;
  }

  /** Not the decoder's own: it asks for more, whatever autoRead says, if nothing was handed on. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    send(context);
    discardSomeReadBytes();
    context.fireChannelReadComplete();
  }

  private void send(ChannelHandlerContext context) {
    if (replies != null) {
      ByteBuf ready = replies;
      replies = null;
      ChannelFuture unused = context.writeAndFlush(ready, context.voidPromise());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    // Later, since this may come from within a write of decode.
    context.executor().execute(() -> resume(context));
    super.channelWritabilityChanged(context);
  }

  /** Also where nothing waits to be decoded: decoding is what switches reading on again. */
  private void resume(ChannelHandlerContext context) {
    if (ended || !context.channel().isWritable() || context.channel().config().isAutoRead()) {
      return;
    }
    try {
      decode(context, internalBuffer(), List.of());
      send(context);
    } catch (RuntimeException failure) {
      exceptionCaught(context, failure);
    }
  }

  /** The replies so far leave, then the connection is closed. */
  private void end(ChannelHandlerContext context) {
    ended = true;
    ByteBuf last = replies == null ? Unpooled.EMPTY_BUFFER : replies;
    replies = null;
    context.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ListenerEvent.STOPPING) {
      stopping = true;
      if (!session.isUnderWay() && !ended) {
        end(context);
      }
    }
    super.userEventTriggered(context, event);
  }

  private void tooLate(ChannelHandlerContext context) {
    meter.timedOut();
    complaints.closed(patience.current().tooLate, null);
    ended = true;
    ChannelFuture unused = context.close();
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    patience.end();
    if (replies != null) {
      replies.release();
      replies = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    // A mail server that goes away without QUIT is daily life.
    if (!(failure instanceof IOException)) {
      meter.failed();
      complaints.closed("something of ours failed", failure);
    }
    ended = true;
    ChannelFuture unused = context.close();
  }
}
