package io.delist.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to add when there is nothing to keep the list in. */
final class NoStoreFailureAnalyzer extends AbstractFailureAnalyzer<NoStoreException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NoStoreException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.wayOut(), cause);
  }
}
