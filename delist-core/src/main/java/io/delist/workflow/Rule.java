package io.delist.workflow;

import java.util.Optional;

/**
 * A reason for which a wish is not taken. Every rule is published by its id; a refusal always names
 * its rule. Rules run before anything is kept or mailed, in the order given, the first objection
 * ends it.
 *
 * <p>An application adds its own. One that throws refuses nothing: it is logged and passed over.
 * <b>Threads:</b> must be safe to call from several at once.
 */
public interface Rule {

  /** What refusals of it are known by: lower-case words with dashes. */
  String id();

  /** The refusal, or empty if this rule has nothing against it. */
  Optional<Refusal> objectionTo(Candidate candidate);
}
