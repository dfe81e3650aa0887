package io.delist.smtp.postfix;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The two times of one connection. Octets that trickle in buy none: a request that is not whole has
 * its time from the read that brought its beginning.
 *
 * <p><b>Cost:</b> one task of the event loop that waits for the end of the idle time, looks how
 * late it is, and waits on; one more only while part of a request is there. <b>Threads:</b> the
 * connection's event loop.
 */
final class Deadlines {

  private final long requestNanos;
  private final long idleNanos;
  private @Nullable Runnable over;
  private long lastAnswer;
  private @Nullable Future<?> idle;
  private @Nullable Future<?> request;

  Deadlines(PolicyTimes times) {
    this.requestNanos = times.request().toNanos();
    this.idleNanos = times.idle().toNanos();
  }

  void begin(ChannelHandlerContext context, Runnable tooLate) {
    over = tooLate;
    lastAnswer = now(context);
    idle = in(context, idleNanos, () -> look(context));
  }

  void requestIsAnswered(ChannelHandlerContext context) {
    lastAnswer = now(context);
    cancelRequest();
  }

  /** Whether part of a request is there, or answers that the other side does not read. */
  void requestIsOpen(boolean open, ChannelHandlerContext context) {
    if (!open) {
      cancelRequest();
    } else if (request == null) {
      request = in(context, requestNanos, this::giveUp);
    }
  }

  /** The connection is over. A task that waited on would hold all that belongs to it. */
  void end() {
    cancelRequest();
    if (idle != null) {
      idle.cancel(false);
    }
    over = null;
  }

  private void cancelRequest() {
    if (request != null) {
      request.cancel(false);
      request = null;
    }
  }

  private void look(ChannelHandlerContext context) {
    long left = lastAnswer + idleNanos - now(context);
    if (left <= 0) {
      giveUp();
    } else {
      idle = in(context, left, () -> look(context));
    }
  }

  private void giveUp() {
    if (over != null) {
      over.run();
    }
  }

  private static Future<?> in(ChannelHandlerContext context, long nanos, Runnable task) {
    return context.executor().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private static long now(ChannelHandlerContext context) {
    return context.executor().ticker().nanoTime();
  }
}
