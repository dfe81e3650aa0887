package io.delist.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** One batch changes two /16s and an IPv6 prefix; whoever holds one trie sees all or nothing. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "before the batch")
@Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "after the batch")
@Outcome(expect = FORBIDDEN, desc = "reader saw half a batch")
@State
public class BatchOverTwoBlocks {

  private static final IpPrefix FIRST = IpPrefix.parse("192.0.2.0/24");
  private static final IpPrefix SECOND = IpPrefix.parse("198.51.100.7/32");
  private static final IpPrefix THIRD = IpPrefix.parse("2001:db8:1::/48");

  private volatile PrefixTrie trie = PrefixTrie.empty();

  @Actor
  public void writer() {
    trie = trie.edit().put(FIRST, 1).put(SECOND, 2).put(THIRD, 3).build();
  }

  @Actor
  public void reader(III_Result seen) {
    for (int look = 0; look < Lists.LOOKS && (seen.r1 | seen.r2 | seen.r3) == 0; look++) {
      PrefixTrie one = trie;
      seen.r3 = one.lookup(THIRD.last());
      seen.r2 = one.lookup(SECOND.last());
      seen.r1 = one.lookup(FIRST.last());
    }
  }
}
