package io.delist.smtp.dnsbl;

/**
 * What one thread needs to answer one query after the other: nothing is made anew for a query.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class Exchange {

  /** No query that we take is longer; a query with many options has some hundred octets. */
  static final int LONGEST_QUERY = 4096;

  /** The query, to be filled in by who received it. */
  final byte[] message = new byte[LONGEST_QUERY];

  final Query query = new Query();
  final AnswerWriter answer = new AnswerWriter();
  final ZoneAnswers zone;

  Exchange(DnsblZone zone) {
    this.zone = new ZoneAnswers(zone);
  }
}
