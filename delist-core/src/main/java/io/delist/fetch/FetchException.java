package io.delist.fetch;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fetch came to nothing; the message says why, to be read after the URL. */
final class FetchException extends IOException {

  private static final long serialVersionUID = 1L;

  private final @Nullable Instant notBefore;

  FetchException(String message) {
    this(message, null);
  }

  private FetchException(String message, @Nullable Instant notBefore) {
    super(message);
    this.notBefore = notBefore;
  }

  /** What the server answered, and when it wants to be asked again if it said so. */
  static FetchException status(int status, Optional<Instant> askAgain) {
    String answered = "is answered with status " + status;
    return askAgain
        .map(time -> new FetchException(answered + ", and to be asked again at " + time, time))
        .orElseGet(() -> new FetchException(answered));
  }

  static FetchException tooLarge(long limit) {
    return new FetchException("is larger than " + limit + " bytes, which is the limit");
  }

  /** Until when the server does not want to be asked. */
  Optional<Instant> notBefore() {
    return Optional.ofNullable(notBefore);
  }
}
