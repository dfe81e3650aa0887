package io.delist.spring.portal;

/**
 * Makes it dear to send many requests: something that a visitor's browser has to do for each. An
 * application that has a bean of this type uses it in the form and in the API.
 *
 * <p>Challenge and answer are those of ALTCHA: the page's script solves a challenge of SHA-256, and
 * whoever uses the API does as well.
 *
 * <p><b>Threads:</b> must be safe to call from several at once.
 */
public interface HumanCheck {

  /**
   * A new challenge. It is made for every form that is shown, so nothing is kept of it.
   *
   * @return a JSON object with {@code algorithm}, {@code challenge}, {@code maxnumber}, {@code
   *     salt} and {@code signature}
   */
  String newChallenge();

  /**
   * Whether this answers a challenge that was made here, is not too old, and was not answered
   * before. A good answer is used up by asking. Any text gets an answer and none an exception, but
   * {@link io.delist.store.StoreException} when the store is away.
   *
   * @param answer base64 of the challenge's JSON with the {@code number} that was found; may be
   *     empty
   */
  boolean passes(String answer);
}
