package io.delist.smtp.milter;

import io.delist.smtp.HeaderField;
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
  private @Nullable HeaderField field;

  void quarantine(String why) {
    if (reason == null) {
      reason = why;
    }
  }

  void tag(HeaderField newField) {
    if (field == null) {
      field = newField;
    }
  }

  void clear() {
    reason = null;
    field = null;
  }

  /**
   * Writes what the mail server lets a milter do.
   *
   * @return false if something was left out, and the message goes on as if nothing had been decided
   */
  boolean write(Agreement agreed, ByteBuf out) {
    boolean whole = true;
    if (field != null) {
      if (agreed.allows(Actions.ADD_HEADERS)) {
        ReplyWriter.insertHeader(out, field.name(), field.value());
      } else {
        whole = false;
      }
    }
    if (reason != null) {
      if (agreed.allows(Actions.QUARANTINE)) {
        ReplyWriter.quarantine(out, reason);
      } else {
        whole = false;
      }
    }
    return whole;
  }
}
