package io.delist.token;

/**
 * Where the keys come from: a {@link KeyRing} that stays, or an application's own key store.
 *
 * <p>Whatever signs or verifies asks before each use, so a source that gives another ring rotates
 * keys without a restart: what was signed with a key stays valid as long as the ring holds that key
 * as primary or verify-only.
 *
 * <p><b>Cost:</b> asked for every token; return the same object until the keys change, since a new
 * one is derived from anew. <b>Threads:</b> must be safe to call from several at once.
 * <b>Errors:</b> one that throws at first fails whatever is made from it; later the last ring goes
 * on being used, and the log says so once.
 */
@FunctionalInterface
public interface KeySource {

  /** The keys as they are now; never null. */
  KeyRing current();
}
