package io.delist.smtp.milter;

/** Flags of what the mail server leaves out, and of what the milter does not reply to. */
final class Steps {

  static final int NO_CONNECT = 0x1;
  static final int NO_HELO = 0x2;
  static final int NO_MAIL = 0x4;
  static final int NO_RECIPIENT = 0x8;
  static final int NO_BODY = 0x10;
  static final int NO_HEADERS = 0x20;
  static final int NO_END_OF_HEADERS = 0x40;
  static final int NO_REPLY_HEADER = 0x80;
  static final int NO_UNKNOWN = 0x100;
  static final int NO_DATA = 0x200;
  static final int NO_REPLY_CONNECT = 0x1000;
  static final int NO_REPLY_HELO = 0x2000;
  static final int NO_REPLY_MAIL = 0x4000;
  static final int NO_REPLY_RECIPIENT = 0x8000;
  static final int NO_REPLY_DATA = 0x10000;
  static final int NO_REPLY_UNKNOWN = 0x20000;
  static final int NO_REPLY_END_OF_HEADERS = 0x40000;
  static final int NO_REPLY_BODY = 0x80000;

  private Steps() {}
}
