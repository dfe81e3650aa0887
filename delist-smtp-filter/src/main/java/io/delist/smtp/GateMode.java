package io.delist.smtp;

/** What becomes of a listed client. */
public enum GateMode {
  /** It is refused. */
  ENFORCE,
  /** The refusal is logged and counted, and the mail goes on: for trying out a list. */
  MONITOR
}
