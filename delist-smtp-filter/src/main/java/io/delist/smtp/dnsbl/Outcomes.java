package io.delist.smtp.dnsbl;

import io.delist.smtp.listener.ListenerMeter;
import java.util.Set;

/** Counts outcomes under the words of health and metrics. */
final class Outcomes {

  private static final String LISTED = "listed";
  private static final String NOT_LISTED = "not-listed";
  private static final String ZONE = "zone";
  private static final String REFUSED = "refused";
  private static final String NOT_LOADED = "not-loaded";
  private static final String LIMITED = "limited";
  private static final String DROPPED = "dropped";

  /** The words of all answers, and of those that did not leave. */
  static final Set<String> LABELS =
      Set.of(LISTED, NOT_LISTED, ZONE, REFUSED, NOT_LOADED, LIMITED, DROPPED);

  private final ListenerMeter meter;

  Outcomes(ListenerMeter meter) {
    this.meter = meter;
  }

  void count(Outcome outcome, long nanos) {
    switch (outcome) {
      case LISTED -> meter.decided(LISTED, nanos);
      case NOT_LISTED -> meter.decided(NOT_LISTED, nanos);
      case ZONE -> meter.decided(ZONE, nanos);
      case REFUSED -> meter.decided(REFUSED, nanos);
      case NOT_LOADED -> meter.decided(NOT_LOADED, nanos);
      case LIMITED -> meter.decided(LIMITED, nanos);
      case DROPPED -> meter.decided(DROPPED, nanos);
      case UNUSABLE, IGNORED -> meter.malformed();
      case TROUBLE -> meter.failed();
    }
  }
}
