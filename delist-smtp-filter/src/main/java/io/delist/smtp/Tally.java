package io.delist.smtp;

import io.delist.smtp.SmtpDecision.Why;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts decisions. <b>Threads:</b> safe; a snapshot may miss decisions still being made. */
final class Tally {

  private final Map<Why, LongAdder> continued = new EnumMap<>(Why.class);
  private final LongAdder rejected = new LongAdder();
  private final LongAdder deferred = new LongAdder();
  private final LongAdder tagged = new LongAdder();
  private final LongAdder unsigned = new LongAdder();

  Tally() {
    for (Why why : Why.values()) {
      continued.put(why, new LongAdder());
    }
  }

  void count(SmtpDecision decision) {
    if (decision instanceof SmtpDecision.Continue passed) {
      LongAdder adder = continued.get(passed.why());
      if (adder != null) {
        adder.increment();
      }
    } else if (decision instanceof SmtpDecision.Reject) {
      rejected.increment();
    } else if (decision instanceof SmtpDecision.Defer) {
      deferred.increment();
    } else {
      tagged.increment();
    }
  }

  void unsigned() {
    unsigned.increment();
  }

  SmtpGateCounts snapshot() {
    Map<Why, Long> sums = new EnumMap<>(Why.class);
    continued.forEach((why, adder) -> sums.put(why, adder.sum()));
    return new SmtpGateCounts(sums, rejected.sum(), deferred.sum(), tagged.sum(), unsigned.sum());
  }
}
