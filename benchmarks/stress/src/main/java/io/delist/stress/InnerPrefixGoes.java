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

/** The /32 and the /128 within wider prefixes are removed in one batch; neither leaves a hole. */
@JCStressTest
@Outcome(id = "2, 4", expect = ACCEPTABLE, desc = "before the batch")
@Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "after the batch")
@Outcome(
    id = {"2, 3", "1, 4"},
    expect = FORBIDDEN,
    desc = "reader saw half a batch")
@Outcome(expect = FORBIDDEN, desc = "reader saw a hole where a wider prefix covers")
@State
public class InnerPrefixGoes {

  private static final IpPrefix OUTER_V4 = IpPrefix.parse("198.50.0.0/15");
  private static final IpPrefix INNER_V4 = IpPrefix.parse("198.51.100.7/32");
  private static final IpPrefix OUTER_V6 = IpPrefix.parse("2001:db8::/32");
  private static final IpPrefix INNER_V6 = IpPrefix.parse("2001:db8::7/128");

  private volatile PrefixTrie trie =
      PrefixTrie.empty()
          .edit()
          .put(OUTER_V4, 1)
          .put(INNER_V4, 2)
          .put(OUTER_V6, 3)
          .put(INNER_V6, 4)
          .build();

  @Actor
  public void writer() {
    trie = trie.edit().remove(INNER_V4).remove(INNER_V6).build();
  }

  @Actor
  public void reader(II_Result seen) {
    for (int look = 0; look < Lists.LOOKS; look++) {
      PrefixTrie one = trie;
      seen.r1 = one.lookup(INNER_V4.first());
      seen.r2 = one.lookup(INNER_V6.first());
      if (seen.r1 != 2 || seen.r2 != 4) {
        return;
      }
    }
  }
}
