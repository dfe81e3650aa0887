package io.delist.spring.portal;

import io.delist.workflow.LimitRefusals;
import io.delist.workflow.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The human check of the form and the API, if there is one. <b>Threads:</b> as safe as it is. */
final class HumanGate {

  /** The name of the form's field, and of the API's. */
  static final String FIELD = "altcha";

  private final @Nullable HumanCheck check;
  private final RefusedAtDoor refused;

  HumanGate(@Nullable HumanCheck check, RefusedAtDoor refused) {
    this.check = check;
    this.refused = refused;
  }

  /** A new challenge, if there is a check. */
  Optional<String> challenge() {
    return Optional.ofNullable(check).map(HumanCheck::newChallenge);
  }

  /** What is to be said, and is {@linkplain RefusedAtDoor booked}, if the answer does not pass. */
  Optional<Refusal> objectionTo(String answer) {
    if (check == null || check.passes(answer)) {
      return Optional.empty();
    }
    Refusal refusal = LimitRefusals.humanCheck();
    refused.book(refusal);
    return Optional.of(refusal);
  }
}
