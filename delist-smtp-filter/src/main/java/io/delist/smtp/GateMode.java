package io.delist.smtp;

/** What becomes of mail from a listed client. */
public enum GateMode {
  /** It is refused. */
  ENFORCE,
  /** The refusal is logged and counted, and the mail goes on: for trying out a list. */
  MONITOR,
  /** It is taken, with a header field that says what it would have been refused for. */
  TAG
}
