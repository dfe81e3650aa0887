package io.delist.smtp.milter;

/** Flags of what a milter may do to a message. */
final class Actions {

  static final int ADD_HEADERS = 0x1;
  static final int QUARANTINE = 0x20;

  /** Naming the macros that each command is to come with. */
  static final int CHOOSE_MACROS = 0x100;

  private Actions() {}
}
