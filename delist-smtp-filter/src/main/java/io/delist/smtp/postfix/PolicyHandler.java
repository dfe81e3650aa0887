package io.delist.smtp.postfix;

import io.delist.smtp.SmtpDecision;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.netty.ListenerEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: requests in, answers out in their order. Answers to all that arrived together
 * leave together; while the other side reads none of them, nothing more is read from it.
 *
 * <p><b>Threads:</b> the connection's event loop.
 */
final class PolicyHandler extends ByteToMessageDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyServer.class);
  static final String OTHER_STAGE = "other-stage";

  /** With so many octets of answers waiting, they are sent before more is decided. */
  private static final int MOST_WAITING_OCTETS = 16_384;

  private final SmtpGate gate;
  private final ListenerMeter meter;
  private final Deadlines deadlines;
  private final PolicyRequestReader reader = new PolicyRequestReader();
  private final PolicyAnswers answers = new PolicyAnswers();
  private @Nullable ByteBuf waiting;
  private boolean stopping;
  private boolean ended;

  PolicyHandler(SmtpGate gate, PolicyTimes times, ListenerMeter meter) {
    this.gate = gate;
    this.meter = meter;
    this.deadlines = new Deadlines(times);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    deadlines.begin(context, () -> tooLate(context));
    super.channelActive(context);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    long arrived = System.nanoTime();
    try {
      while (!ended && isRead(context)) {
        PolicyRequest request = reader.next(in);
        if (request == null) {
          break;
        }
        answer(context, request, arrived);
      }
    } catch (MalformedRequestException e) {
      meter.malformed();
      LOG.debug("a connection is closed: {}", e.getMessage());
      end(context);
    }
    if (ended) {
      in.skipBytes(in.readableBytes());
    } else if (stopping && !reader.isWithinRequest(in)) {
      end(context);
    }
    boolean busy = !ended && (reader.isWithinRequest(in) || !context.channel().isWritable());
    deadlines.requestIsOpen(busy, context);
  }

  private void answer(ChannelHandlerContext context, PolicyRequest request, long arrived) {
    ByteBuf out = waiting(context);
    if (request.isAboutRecipient()) {
      SmtpDecision decision = gate.decideOn(request::facts);
      answers.write(decision, request.instance(), out);
      meter.decided(decision.label(), System.nanoTime() - arrived);
    } else {
      PolicyAnswers.dunno(out);
      meter.decided(OTHER_STAGE, System.nanoTime() - arrived);
    }
    deadlines.requestIsAnswered(context);
  }

  private ByteBuf waiting(ChannelHandlerContext context) {
    if (waiting == null) {
      waiting = context.alloc().buffer();
    }
    return waiting;
  }

  /** Sends what has gathered. If it does not leave, reading stops until it has. */
  private boolean isRead(ChannelHandlerContext context) {
    if (waiting != null && waiting.readableBytes() >= MOST_WAITING_OCTETS) {
      send(context);
    }
    boolean writable = context.channel().isWritable();
    if (context.channel().config().isAutoRead() != writable) {
      context.channel().config().setAutoRead(writable);
    }
    return writable;
  }

  private void send(ChannelHandlerContext context) {
    ByteBuf ready = waiting;
    if (ready != null) {
      waiting = null;
      ChannelFuture unused = context.writeAndFlush(ready, context.voidPromise());
    }
  }

  /** Not the decoder's own: it asks for more, whatever autoRead says, if nothing was handed on. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    send(context);
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
    if (ended || !context.channel().isWritable() || context.channel().config().isAutoRead()) {
      return;
    }
    decode(context, internalBuffer(), List.of());
    send(context);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ListenerEvent.STOPPING) {
      stopping = true;
      if (!ended && !reader.isWithinRequest(internalBuffer())) {
        end(context);
      }
    }
    super.userEventTriggered(context, event);
  }

  /** The answers so far leave, then the connection is closed. */
  private void end(ChannelHandlerContext context) {
    ended = true;
    ByteBuf last = waiting == null ? context.alloc().buffer(0) : waiting;
    waiting = null;
    ChannelFuture unused = context.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
  }

  private void tooLate(ChannelHandlerContext context) {
    meter.timedOut();
    ended = true;
    ChannelFuture unused = context.close();
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    deadlines.end();
    if (waiting != null) {
      waiting.release();
      waiting = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    // A mail server that goes away in the middle is daily life.
    if (!(failure instanceof IOException)) {
      meter.failed();
      LOG.warn("a connection is closed, since something of ours failed", failure);
    }
    ended = true;
    ChannelFuture unused = context.close();
  }
}
