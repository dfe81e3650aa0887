package io.delist.workflow;

import java.util.Locale;
import java.util.Optional;

/**
 * A reason for which a wish is not taken. Every rule is published: its id, its text and its door,
 * which is where to go instead; a refusal always names its rule. Rules run before anything is kept
 * or mailed, in the order given, the first objection ends it.
 *
 * <p>An application adds its own. One that throws refuses nothing: it is logged and passed over. It
 * is asked on the visitor's thread, so one that waits for others is an {@link AsyncRule}.
 * <b>Threads:</b> must be safe to call from several at once.
 */
public interface Rule {

  /** What refusals of it are known by: lower-case words with dashes, at most 64 characters. */
  String id();

  /** What is published of it, in English or Korean: when it refuses. */
  String text(Locale language);

  /** Where to go instead, in English or Korean. */
  String door(Locale language);

  /** The refusal, or empty if this rule has nothing against it. */
  Optional<Refusal> objectionTo(Candidate candidate);
}
