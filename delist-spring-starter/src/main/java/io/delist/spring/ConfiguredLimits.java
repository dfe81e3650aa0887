package io.delist.spring;

import io.delist.limit.Limit;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Rate;

/** Reads the limits, one at a time, so that a refusal names its property. */
final class ConfiguredLimits {

  private static final String PREFIX = "delist.limits.";
  private static final String OFF = "off";

  private ConfiguredLimits() {}

  static LimitPolicy read(DelistProperties.Limits limits) {
    LimitPolicy policy =
        InvalidPropertyException.reading(
            PREFIX + "most-rows",
            limits.mostRows(),
            () -> LimitPolicy.none().withMostRows(limits.mostRows()));
    for (Limit limit : Limit.values()) {
      String value = value(limits, limit).strip();
      if (!value.equals(OFF)) {
        Rate rate =
            InvalidPropertyException.reading(PREFIX + name(limit), value, () -> Rate.parse(value));
        policy = policy.with(limit, rate);
      }
    }
    return policy;
  }

  private static String value(DelistProperties.Limits limits, Limit limit) {
    return switch (limit) {
      case CLIENT -> limits.requestsPerClient();
      case PAUSE -> limits.pausePerMailbox();
      case MAILBOX -> limits.mailsPerMailbox();
      case ADDRESS -> limits.requestsPerAddress();
      case DOMAIN -> limits.mailsPerDomain();
      case MAILS -> limits.mails();
      case DELISTED_ADDRESS -> limits.delistingsPerAddress();
      case DELISTED_RANGE -> limits.delistingsPerRange();
      case DELISTED_MAILBOX -> limits.delistingsPerMailbox();
    };
  }

  private static String name(Limit limit) {
    return switch (limit) {
      case CLIENT -> "requests-per-client";
      case PAUSE -> "pause-per-mailbox";
      case MAILBOX -> "mails-per-mailbox";
      case ADDRESS -> "requests-per-address";
      case DOMAIN -> "mails-per-domain";
      case MAILS -> "mails";
      case DELISTED_ADDRESS -> "delistings-per-address";
      case DELISTED_RANGE -> "delistings-per-range";
      case DELISTED_MAILBOX -> "delistings-per-mailbox";
    };
  }
}
