package io.delist.store.jdbc;

/** The kinds of change by the names that the change log has for them. */
enum ChangeKind {
  LISTED,
  UNLISTED,
  EXEMPTED,
  EXEMPTION_ENDED,
  SOFTENED,
  HARDENED,
  ALLOWED,
  DISALLOWED
}
