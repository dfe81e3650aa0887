package io.delist.token;

/** What a MAC is for. Each has a key of its own, so nothing made for one passes for another. */
enum Purpose {
  CONFIRM(1, "confirm"),
  REFERENCE(2, "reference"),
  CODE(3, "code"),
  MAILBOX(4, "mailbox"),
  NEVER_MAIL(5, "never-mail"),
  HASH(6, "hash");

  private final byte code;
  private final String label;

  Purpose(int code, String label) {
    this.code = (byte) code;
    this.label = label;
  }

  /** The byte in a payload. */
  byte code() {
    return code;
  }

  /** The {@code info} of the key derivation, RFC 5869 section 3.2. */
  String info() {
    return "delist/1/" + label;
  }
}
