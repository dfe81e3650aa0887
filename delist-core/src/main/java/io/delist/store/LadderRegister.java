package io.delist.store;

import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of addresses and their nets. Whoever writes holds the {@linkplain
 * ListRegister#lock list's lock}, so no count is lost.
 */
public interface LadderRegister {

  Optional<Standing> find(IpPrefix prefix);

  /**
   * Keeps a standing in the place of the one of the same prefix.
   *
   * @param fadesAt when nothing is left of it
   */
  void put(Standing standing, Instant fadesAt);

  /**
   * Forgets standings of which nothing is left.
   *
   * @return how many
   */
  int forgetFaded(Instant now);
}
