package io.delist.spring;

/** There is nothing to keep the list in. */
final class NoStoreException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final String wayOut;

  NoStoreException(String message, String wayOut) {
    super(message);
    this.wayOut = wayOut;
  }

  String wayOut() {
    return wayOut;
  }
}
