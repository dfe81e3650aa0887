package io.delist.smtp.listener;

/** A listener cannot listen where it should; the message says where, and why not. */
public final class ListenerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param name what it speaks, as {@code postfix}
   * @param address where it should listen
   * @param cause what the system says
   */
  public ListenerStartException(String name, String address, Throwable cause) {
    super("the listener " + name + " cannot listen on " + address + ": " + why(cause), cause);
  }

  private static String why(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }
}
