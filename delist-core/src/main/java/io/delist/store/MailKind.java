package io.delist.store;

/** What a mail is for. */
public enum MailKind {
  /** The link and the code for one request. */
  CONFIRMATION
}
