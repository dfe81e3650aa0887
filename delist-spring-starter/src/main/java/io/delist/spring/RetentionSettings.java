package io.delist.spring;

import io.delist.retention.RetentionPolicy;
import io.delist.workflow.DelistPolicy;
import java.time.Duration;

/** Reads the properties of retention. */
final class RetentionSettings {

  private RetentionSettings() {}

  /**
   * @throws InvalidPropertyException also if the probation outlasts the mailbox that is to be told
   *     of its end
   */
  static RetentionPolicy read(DelistProperties.Retention retention, DelistPolicy workflow) {
    RetentionPolicy policy = read(retention);
    Duration probation = workflow.requests().probation();
    if (probation.compareTo(policy.delistedMailbox()) > 0) {
      throw new InvalidPropertyException(
          "delist.policy.probation",
          probation,
          "whoever is listed again during it is told by mail, and the mailbox is erased before its"
              + " end; must be at most delist.retention.delisted-mailbox ("
              + policy.delistedMailbox()
              + "), or make that at least as long");
    }
    return policy;
  }

  private static RetentionPolicy read(DelistProperties.Retention retention) {
    return InvalidPropertyException.reading(
        "delist.retention",
        retention,
        () ->
            new RetentionPolicy(
                retention.mailbox(),
                retention.delistedMailbox(),
                retention.requests(),
                retention.changes(),
                retention.audit()));
  }
}
