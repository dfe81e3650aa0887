package io.delist.smtp.milter;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to the message at its end, since nothing can be done to it earlier. It belongs
 * to the whole message: one recipient for whom it was decided is enough, and the first decides.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class Marks {

  private @Nullable String reason;

  void quarantine(String why) {
    if (reason == null) {
      reason = why;
    }
  }

  void clear() {
    reason = null;
  }

  /**
   * Writes what the mail server lets a milter do.
   *
   * @return false if something was left out, and the message goes on as if nothing had been decided
   */
  boolean write(Agreement agreed, ByteBuf out) {
    if (reason == null) {
      return true;
    }
    if (!agreed.allows(Actions.QUARANTINE)) {
      return false;
    }
    ReplyWriter.quarantine(out, reason);
    return true;
  }
}
