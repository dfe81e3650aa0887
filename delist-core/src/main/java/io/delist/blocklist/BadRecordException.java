package io.delist.blocklist;

/** Bytes in a snapshot's chunk that no writer makes. */
final class BadRecordException extends Exception {

  private static final long serialVersionUID = 1L;

  BadRecordException(String what) {
    super(what);
  }
}
