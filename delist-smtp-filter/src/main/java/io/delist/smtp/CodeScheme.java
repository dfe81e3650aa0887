package io.delist.smtp;

import io.delist.blocklist.ReasonCode;

/** Which enhanced status code a refusal has, where its template names none. */
public enum CodeScheme {
  /** The reason's own, {@code 5.7.606} to {@code 5.7.649}: those who read bounces know them. */
  REASON {
    @Override
    String enhancedCode(ReasonCode reason) {
      return reason.enhancedStatusCode();
    }
  },
  /** {@code 5.7.1}, "delivery not authorized, message refused", the code of RFC 3463. */
  STANDARD {
    @Override
    String enhancedCode(ReasonCode reason) {
      return "5.7.1";
    }
  };

  abstract String enhancedCode(ReasonCode reason);
}
