package io.delist.store;

import org.jspecify.annotations.Nullable;

/** The store could not be reached or failed; nothing of the transaction stands. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
