package io.delist.examples.portal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which port of a mail server is taken and how to choose another. */
final class MailPortFailureAnalyzer extends AbstractFailureAnalyzer<MailPortException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, MailPortException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Stop the program that uses the port, or choose another with --"
            + cause.property()
            + "=PORT (0 takes any free one).",
        cause);
  }
}
