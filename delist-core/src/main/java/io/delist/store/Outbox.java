package io.delist.store;

import io.delist.token.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Mail that is yet to be sent. */
public interface Outbox {

  /**
   * Puts a mail in, due at once.
   *
   * @throws StoreException if the request has one of this kind already
   */
  void add(RequestId requestId, MailKind kind);

  /**
   * Takes mails that are due and makes them due again only at {@code until}, so that nobody else
   * sends them meanwhile and none is lost if the taker dies. Two takers never get the same one.
   *
   * @param limit at most so many
   * @return the mails as they were before, the longest due first
   */
  List<OutboxMail> lease(Instant until, int limit);

  /** Forgets a mail: it was sent, or never will be. */
  void remove(RequestId requestId, MailKind kind);

  /** Counts a failed attempt and sets the time of the next one; nothing if the mail is gone. */
  void postpone(RequestId requestId, MailKind kind, Instant dueAt, String failure);

  Optional<OutboxMail> find(RequestId requestId, MailKind kind);

  /** How many mails wait. */
  int size();
}
