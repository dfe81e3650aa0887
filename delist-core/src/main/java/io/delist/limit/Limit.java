package io.delist.limit;

import java.time.Duration;

/**
 * What is limited. Each is a published rule; refusals name its id. In the order in which a refusal
 * names them where several are reached.
 */
public enum Limit {
  /** Requests of one client: an IPv4 address, or the /64 of an IPv6 address. */
  CLIENT(0, "limit-client", 10, Duration.ofHours(1), false),
  /** Mails to one mailbox follow each other with a pause. */
  PAUSE(2, "limit-pause", 1, Duration.ofSeconds(60), true),
  /** Mails to one mailbox that a visitor asked for. */
  MAILBOX(1, "limit-mailbox", 3, Duration.ofHours(24), true),
  /** Requests for one address. */
  ADDRESS(4, "limit-address", 3, Duration.ofHours(24), false),
  /** Mails to all mailboxes of one domain that a visitor asked for. */
  DOMAIN(3, "limit-domain", 60, Duration.ofHours(1), true),
  /** All mails that visitors asked for: what the mail relay can bear. */
  MAILS(8, "limit-mails", 1_000, Duration.ofHours(1), false),
  /** Delistings of one address that take effect at once; more than these go up the ladder. */
  DELISTED_ADDRESS(5, "limit-delisted-address", 1, Duration.ofHours(24), false),
  /** Delistings in one range: a /24, or the /48 of an IPv6 address. */
  DELISTED_RANGE(6, "limit-delisted-range", 8, Duration.ofHours(24), false),
  /** Delistings that one mailbox confirmed. */
  DELISTED_MAILBOX(7, "limit-delisted-mailbox", 5, Duration.ofHours(24), true);

  private final int pool;
  private final String id;
  private final int most;
  private final int windowSeconds;
  private final boolean aboutMailbox;

  Limit(int pool, String id, int most, Duration window, boolean aboutMailbox) {
    this.pool = pool;
    this.id = id;
    this.most = most;
    this.windowSeconds = (int) window.toSeconds();
    this.aboutMailbox = aboutMailbox;
  }

  /** The published rule's id. */
  public String id() {
    return id;
  }

  /** What is allowed where nothing else is set. */
  public Rate usual() {
    return new Rate(most, Duration.ofSeconds(windowSeconds));
  }

  /** The pool of its keys in the store; never changes, since rows outlive the process. */
  int pool() {
    return pool;
  }

  /**
   * Whether it counts what a mailbox did. When that was is told to nobody: a refusal names the
   * whole window as the time to wait.
   */
  boolean isAboutMailbox() {
    return aboutMailbox;
  }
}
