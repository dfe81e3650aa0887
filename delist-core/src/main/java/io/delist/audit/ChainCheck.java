package io.delist.audit;

import io.delist.store.AuditLink;

/** What came of verifying the audit log. */
public sealed interface ChainCheck {

  /**
   * Every row follows from the one before, from where the log begins to its end.
   *
   * @param rows how many
   * @param start where the log begins; number 0 unless old rows were cut off
   * @param end the last row: noted elsewhere, it shows later that nothing up to it was changed
   */
  record Intact(long rows, AuditLink start, AuditLink end) implements ChainCheck {}

  /**
   * A link does not hold.
   *
   * @param number the number of the first row that is not what was written, or is missing
   * @param why what is wrong with it
   */
  record Broken(long number, String why) implements ChainCheck {}
}
