package io.delist.smtp.dnsbl;

import io.delist.smtp.listener.ListenerMeter;

/** Counts outcomes under the words of health and metrics. */
final class Outcomes {

  private final ListenerMeter meter;

  Outcomes(ListenerMeter meter) {
    this.meter = meter;
  }

  void count(Outcome outcome, long nanos) {
    switch (outcome) {
      case LISTED -> meter.decided("listed", nanos);
      case NOT_LISTED -> meter.decided("not-listed", nanos);
      case ZONE -> meter.decided("zone", nanos);
      case REFUSED -> meter.decided("refused", nanos);
      case NOT_LOADED -> meter.decided("not-loaded", nanos);
      case LIMITED -> meter.decided("limited", nanos);
      case UNUSABLE, IGNORED -> meter.malformed();
      case TROUBLE -> meter.failed();
    }
  }
}
