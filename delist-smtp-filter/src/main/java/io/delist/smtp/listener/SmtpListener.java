package io.delist.smtp.listener;

import java.net.SocketAddress;

/**
 * A server of this module that runs: it listens from the moment that there is one until it is
 * closed, and does not begin again.
 *
 * <p><b>Threads:</b> safe.
 */
public interface SmtpListener extends AutoCloseable {

  /** What it speaks, in one lower-case word: {@code postfix}, {@code milter}, {@code dnsbl}. */
  String name();

  /** Where it listens; the port that was chosen if it was asked for port 0. */
  SocketAddress address();

  /** What happened so far, and how it is now. <b>Cost:</b> some hundred additions. */
  ListenerHealth health();

  /**
   * Takes no more connections, answers what has been asked, then closes what is left. Returns when
   * that is done, after the grace of its settings at the latest. Doing it again does nothing.
   */
  @Override
  void close();
}
