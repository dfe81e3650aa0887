package io.delist.store;

import io.delist.token.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Mail that is yet to be sent. */
public interface Outbox {

  /**
   * Puts a mail in, due at once. It goes to the domain of the request's mailbox, if that is there.
   *
   * @throws StoreException if the request has one of this kind already
   */
  void add(RequestId requestId, MailKind kind);

  /** {@link #lease(Instant, int, Duration)} without regard to domains. */
  default List<OutboxMail> lease(Instant until, int limit) {
    return lease(until, limit, Duration.ZERO);
  }

  /**
   * Takes mails that are due and makes them due again only at {@code until}, so that nobody else
   * sends them meanwhile and none is lost if the taker dies. Two takers never get the same one.
   *
   * @param limit at most so many
   * @param pause of mails to one domain, at most one in this time is taken, by all takers together;
   *     zero for no such limit. Takers with a pause take turns
   * @return the mails as they were before, the longest due first
   */
  List<OutboxMail> lease(Instant until, int limit, Duration pause);

  /** Forgets a mail: it was sent, or never will be. */
  void remove(RequestId requestId, MailKind kind);

  /**
   * Counts a failed attempt and sets the time of the next one; nothing if the mail is gone or was
   * refused.
   */
  void postpone(RequestId requestId, MailKind kind, Instant dueAt, String failure);

  /** Keeps a mail for the words of its refusal and never tries it again; nothing if it is gone. */
  void refuse(RequestId requestId, MailKind kind, String words);

  Optional<OutboxMail> find(RequestId requestId, MailKind kind);

  /** How many mails wait; refused ones do not. */
  int size();
}
