package io.delist.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** An address within a /24 and a /32 that is being put: its block is copied, never written. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both lookups before the change")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the change came between the lookups")
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both lookups after the change")
@Outcome(id = "2, 1", expect = FORBIDDEN, desc = "reader went back to an older trie")
@Outcome(expect = FORBIDDEN, desc = "reader saw half a block")
@State
public class InnerPrefixComes {

  private static final IpPrefix OUTER = IpPrefix.parse("198.51.100.0/24");
  private static final IpPrefix INNER = IpPrefix.parse("198.51.100.7/32");
  private static final int ADDRESS = INNER.first().v4Bits();

  private volatile PrefixTrie trie = PrefixTrie.empty().with(OUTER, 1);

  @Actor
  public void writer() {
    trie = trie.with(INNER, 2);
  }

  @Actor
  public void reader(II_Result seen) {
    seen.r1 = trie.lookup(ADDRESS);
    for (int look = 0; look < Lists.LOOKS; look++) {
      seen.r2 = trie.lookup(ADDRESS);
      if (seen.r1 != seen.r2) {
        return;
      }
    }
  }
}
