package io.delist.fetch;

import java.io.IOException;

/** A fetch came to nothing; the message says why, to be read after the URL. */
final class FetchException extends IOException {

  private static final long serialVersionUID = 1L;

  FetchException(String message) {
    super(message);
  }

  static FetchException tooLarge(long limit) {
    return new FetchException("is larger than " + limit + " bytes, which is the limit");
  }
}
