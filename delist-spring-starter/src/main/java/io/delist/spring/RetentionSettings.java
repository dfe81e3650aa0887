package io.delist.spring;

import io.delist.retention.RetentionPolicy;

/** Reads the properties of retention. */
final class RetentionSettings {

  private RetentionSettings() {}

  static RetentionPolicy read(DelistProperties.Retention retention) {
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
