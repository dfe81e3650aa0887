package io.delist.smtp.milter;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long one connection may take for what it is at. Octets that trickle in buy no time: a frame
 * has to be whole in the time of a frame, and the first one since the connection began.
 *
 * <p><b>Cost:</b> one task of the event loop for each connection, which looks at the deadline when
 * the shorter time is over. <b>Threads:</b> the connection's event loop.
 */
final class Patience {

  /** What the other side is expected to do. */
  enum Wait {
    /** To send its offer. */
    NEGOTIATION("no offer came in time"),
    /** To send the rest of a frame. */
    REST_OF_FRAME("the rest of a frame did not come in time"),
    /** To send anything: a client of the mail server may be slow, and its message long. */
    NEXT_FRAME("nothing came for too long"),
    /** To read its replies. */
    READING("replies were not read in time");

    final String tooLate;

    Wait(String tooLate) {
      this.tooLate = tooLate;
    }
  }

  private final long frameNanos;
  private final long idleNanos;
  private Wait wait = Wait.NEGOTIATION;
  private long deadline;
  private @Nullable Future<?> task;

  Patience(Duration frameTime, Duration idleTime) {
    this.frameNanos = frameTime.toNanos();
    this.idleNanos = idleTime.toNanos();
  }

  void begin(ChannelHandlerContext context, Runnable over) {
    deadline = now(context) + frameNanos;
    lookIn(context, frameNanos, over);
  }

  /**
   * @param progress whether a whole frame was taken, so that what is waited for is a new thing
   */
  void waitFor(Wait next, boolean progress, ChannelHandlerContext context) {
    boolean goesOn =
        next == wait && (next == Wait.NEGOTIATION || next == Wait.READING || !progress);
    if (goesOn && next != Wait.NEXT_FRAME) {
      return;
    }
    wait = next;
    deadline = now(context) + (next == Wait.NEXT_FRAME ? idleNanos : frameNanos);
  }

  Wait current() {
    return wait;
  }

  /** The connection is over. A task that waited on would hold all that belongs to it. */
  void end() {
    if (task != null) {
      task.cancel(false);
    }
  }

  private void lookIn(ChannelHandlerContext context, long nanos, Runnable over) {
    task = context.executor().schedule(() -> look(context, over), nanos, TimeUnit.NANOSECONDS);
  }

  private void look(ChannelHandlerContext context, Runnable over) {
    long left = deadline - now(context);
    if (left <= 0) {
      over.run();
    } else {
      lookIn(context, Math.min(left, frameNanos), over);
    }
  }

  private static long now(ChannelHandlerContext context) {
    return context.executor().ticker().nanoTime();
  }
}
