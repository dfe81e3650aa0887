package io.delist.store;

import java.time.Instant;

/** One transaction's access to what is kept, by kind. Not safe for other threads. */
public interface Transaction {

  /**
   * The store's time when this transaction began, in whole milliseconds. It stays the same to the
   * end: the time that counts for links, cutoffs and expiry.
   */
  Instant now();

  /** Listings, exemptions, the allowlist and their changes. */
  ListRegister list();

  /** Which listings are to be told that their time is over. */
  ExpiryRegister expiries();

  /** What visitors asked for. */
  RequestRegister requests();

  /** What is to happen to requests at a time. */
  TimerRegister timers();

  /** What is remembered of addresses that were taken off. */
  LadderRegister ladder();

  /** Mail that is yet to be sent. */
  Outbox outbox();

  /** Mailboxes that are never to be mailed. */
  SuppressionRegister suppressions();

  /** Work that recurs, on one node at a time. */
  TaskRegister tasks();

  /** What was done, by whom. */
  AuditLog audit();

  /** What the limits have counted. */
  LimitRegister limits();

  /** The mail nodes that follow the list, and how far they have come. */
  NodeRegister nodes();
}
