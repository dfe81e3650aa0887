package io.delist.store;

import io.delist.token.MailboxMark;
import java.util.List;

/** The mailboxes whose owners said that no mail is to come from here. Only their marks are kept. */
public interface SuppressionRegister {

  /** Adds a mailbox; nothing if it is there. */
  void add(MailboxMark mailbox);

  /** Takes a mailbox out; nothing if it is not there. */
  void remove(MailboxMark mailbox);

  /**
   * Whether the mailbox with these marks is among them.
   *
   * @param marks all marks that may have been kept of it
   */
  boolean contains(List<MailboxMark> marks);

  int size();
}
