package io.delist.workflow;

import java.util.concurrent.CompletionStage;

/**
 * Asks the DNS whether a domain takes mail at all.
 *
 * <p><b>Threads:</b> must be safe to call from several at once, and return at once.
 */
@FunctionalInterface
public interface MxLookup {

  /** What the DNS says of a domain. */
  enum Answer {
    /** It has a mail server, or an address in the place of one (RFC 5321 section 5.1). */
    TAKES_MAIL,
    /**
     * It says that it takes none (a null MX, RFC 7505), it has neither mail server nor address, or
     * there is no such domain.
     */
    TAKES_NO_MAIL,
    /** The DNS did not answer, or not in time. */
    UNKNOWN
  }

  /**
   * Asks.
   *
   * @param domain in A-labels
   * @return the answer; {@code UNKNOWN} rather than an exception
   */
  CompletionStage<Answer> ask(String domain);
}
