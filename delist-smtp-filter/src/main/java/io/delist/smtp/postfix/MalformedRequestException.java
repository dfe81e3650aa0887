package io.delist.smtp.postfix;

/** What came in is no policy request; the message says which rule it breaks, and quotes nothing. */
final class MalformedRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedRequestException(String message) {
    // Without a stack trace: anybody who connects can cause one.
    super(message, null, false, false);
  }
}
