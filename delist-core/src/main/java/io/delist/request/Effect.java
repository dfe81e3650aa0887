package io.delist.request;

import io.delist.store.MailKind;
import io.delist.store.TimerKind;
import java.time.Instant;

/** What is to be done in the same transaction when a machine moves on. */
public sealed interface Effect {

  /** The address gets its exemption. */
  record Exempt() implements Effect {}

  /** The listing carries the soft mark until then, if no other change ends it before. */
  record Soften(Instant until) implements Effect {}

  /** The listing no longer carries the soft mark. */
  record Harden() implements Effect {}

  /** The timer is to ring; one of the same kind that is set already is set anew. */
  record SetTimer(TimerKind kind, Instant at) implements Effect {}

  /** No timer of the request is to ring any more. */
  record CancelTimers() implements Effect {}

  /** The requester is to get a mail. */
  record SendMail(MailKind kind) implements Effect {}

  /** A mail that was not sent yet is not to be sent. */
  record DropMail(MailKind kind) implements Effect {}

  /** The address and its neighbours count one removal more. */
  record CountDelisting() implements Effect {}

  /** The address and its neighbours count one strike more. */
  record CountStrike() implements Effect {}
}
