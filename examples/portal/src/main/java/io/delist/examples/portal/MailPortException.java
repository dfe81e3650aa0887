package io.delist.examples.portal;

/** A mail server cannot listen on its port. */
final class MailPortException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String property;

  MailPortException(String property, int port, Throwable cause) {
    super(
        "The mail server cannot listen on 127.0.0.1:" + port + " (" + property + "): " + why(cause),
        cause);
    this.property = property;
  }

  private static String why(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }

  String property() {
    return property;
  }
}
