package io.delist.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two writers change the same /16, each by replacing the trie it read: a change reads the old trie
 * and writes nothing of it, so trying again is enough.
 */
@JCStressTest
@Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "both changes are in the trie")
@Outcome(
    id = {"1, 0, .*", "0, 2, .*", "0, 0, .*"},
    expect = FORBIDDEN,
    desc = "an update was lost")
@Outcome(expect = FORBIDDEN, desc = "the size is not that of the content")
@State
public class TwoWritersOfOneTrie {

  private static final IpPrefix FIRST = IpPrefix.parse("198.51.100.7/32");
  private static final IpPrefix SECOND = IpPrefix.parse("198.51.100.8/32");

  private final AtomicReference<PrefixTrie> trie = new AtomicReference<>(PrefixTrie.empty());

  @Actor
  public void one() {
    trie.updateAndGet(old -> old.with(FIRST, 1));
  }

  @Actor
  public void other() {
    trie.updateAndGet(old -> old.with(SECOND, 2));
  }

  @Arbiter
  public void end(III_Result seen) {
    PrefixTrie last = Objects.requireNonNull(trie.get());
    seen.r1 = last.exact(FIRST);
    seen.r2 = last.exact(SECOND);
    seen.r3 = (int) last.size();
  }
}
