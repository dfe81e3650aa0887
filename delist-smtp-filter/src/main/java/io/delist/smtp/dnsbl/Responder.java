package io.delist.smtp.dnsbl;

import io.delist.net.IpAddress;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From a message to the answer, if there is one: the form of the message, who asks, how often, and
 * the zone. It does not throw: what fails is answered with {@code SERVFAIL} where that can be.
 *
 * <p><b>Threads:</b> safe, with an {@link Exchange} for each thread.
 */
final class Responder {

  private final ClientNetworks clients;
  private final @Nullable ResponseRates rates;
  private final int slip;
  private final LongSupplier nanoTime;
  private final AtomicInteger limited = new AtomicInteger();
  private final FailureLog failures;

  /**
   * @param rates null for no limit
   * @param slip every so many-th answer above the rate asks the client to come over TCP; 0 for none
   */
  Responder(
      ClientNetworks clients,
      @Nullable ResponseRates rates,
      int slip,
      LongSupplier nanoTime,
      FailureLog failures) {
    this.clients = clients;
    this.rates = rates;
    this.slip = slip;
    this.nanoTime = nanoTime;
    this.failures = failures;
  }

  /** Warns of a failure that is not of one message. */
  void report(Throwable failure) {
    failures.report(failure);
  }

  /**
   * Answers the message in the exchange. The answer is in {@code x.answer}, with a length of 0 if
   * there is none.
   *
   * @param length of the message, at most {@link Exchange#LONGEST_QUERY}
   */
  Outcome answer(Exchange x, int length, InetAddress client, boolean udp) {
    x.answer.length = 0;
    try {
      return weigh(x, length, client, udp);
    } catch (RuntimeException | LinkageError | AssertionError failure) {
      failures.report(failure);
      x.query.edns = false;
      x.answer.start(x.query, udp);
      x.answer.finish(x.query, Wire.SERVFAIL, false);
      return Outcome.TROUBLE;
    }
  }

  private Outcome weigh(Exchange x, int length, InetAddress client, boolean udp) {
    Query query = x.query;
    QueryReader.Form form = QueryReader.read(x.message, length, query);
    if (form == QueryReader.Form.NOT_A_QUERY) {
      return Outcome.IGNORED;
    }
    if (udp && rates != null && !rates.admits(IpAddress.of(client), nanoTime.getAsLong())) {
      return limit(x, form);
    }
    x.answer.start(query, udp);
    if (form != QueryReader.Form.QUESTION) {
      x.answer.finish(query, code(form), false);
      return Outcome.UNUSABLE;
    }
    if (!clients.isOpen() && !clients.mayAsk(IpAddress.of(client))) {
      x.answer.finish(query, Wire.REFUSED, false);
      return Outcome.REFUSED;
    }
    return x.zone.answer(query, x.answer);
  }

  private static int code(QueryReader.Form form) {
    return switch (form) {
      case OTHER_OPERATION -> Wire.NOTIMP;
      case OTHER_EDNS_VERSION -> Wire.BADVERS;
      default -> Wire.FORMERR;
    };
  }

  private Outcome limit(Exchange x, QueryReader.Form form) {
    boolean tells =
        slip > 0
            && form == QueryReader.Form.QUESTION
            && Math.floorMod(limited.incrementAndGet(), slip) == 0;
    if (tells) {
      x.answer.start(x.query, true);
      x.answer.truncate(x.query);
      x.answer.finish(x.query, Wire.NOERROR, false);
    }
    return Outcome.LIMITED;
  }
}
