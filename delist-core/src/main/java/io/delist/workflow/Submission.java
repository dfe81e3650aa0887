package io.delist.workflow;

import io.delist.store.DelistRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a visitor's wish. */
public sealed interface Submission {

  /**
   * It is kept, and the confirmation mail is on its way.
   *
   * @param request the request
   * @param code the code that confirms it from another browser; shown once and not kept
   */
  record Accepted(DelistRequest request, String code) implements Submission {
    /** Without the code. */
    @Override
    public String toString() {
      return "Accepted[" + request.id() + "]";
    }
  }

  /**
   * This browser has asked for the same already: that request goes on, and nothing more is mailed.
   *
   * @param request the request that there is
   * @param code its code, or null if the key that it is made with is no longer used
   */
  record Joined(DelistRequest request, @Nullable String code) implements Submission {
    /** Without the code. */
    @Override
    public String toString() {
      return "Joined[" + request.id() + "]";
    }
  }

  /** A rule stands against it; nothing is kept and nothing is mailed. */
  record Refused(Refusal refusal) implements Submission {}

  /**
   * A limit stands against it for now; nothing is kept and nothing is mailed.
   *
   * @param at when to come back
   */
  record TryLater(Refusal refusal, Instant at) implements Submission {}

  /** The refusal in it, if there is one. */
  static Optional<Refusal> refusalOf(Submission submission) {
    if (submission instanceof Refused refused) {
      return Optional.of(refused.refusal());
    }
    return submission instanceof TryLater later ? Optional.of(later.refusal()) : Optional.empty();
  }
}
