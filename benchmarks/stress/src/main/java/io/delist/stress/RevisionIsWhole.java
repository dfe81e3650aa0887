package io.delist.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.BlocklistView;
import io.delist.net.IpPrefix;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A revision takes one prefix off and lists another: a view has exactly one of them. */
@JCStressTest
@Outcome(id = "1, 606, 0", expect = ACCEPTABLE, desc = "revision 1, the first prefix listed")
@Outcome(id = "2, 0, 607", expect = ACCEPTABLE, desc = "revision 2, the second prefix listed")
@Outcome(
    id = {"1, 0, 607", "2, 606, 0"},
    expect = FORBIDDEN,
    desc = "the view's number is of another revision than its content")
@Outcome(expect = FORBIDDEN, desc = "reader saw half a revision")
@State
public class RevisionIsWhole {

  private static final IpPrefix FIRST = IpPrefix.parse("192.0.2.0/24");
  private static final IpPrefix SECOND = IpPrefix.parse("2001:db8:1::/48");

  private final BlocklistProjection projection = Lists.projection();
  private final Blocklist blocklist = projection.blocklist();

  public RevisionIsWhole() {
    projection.apply(Lists.list(FIRST, 606));
    projection.publish(1);
  }

  @Actor
  public void writer() {
    projection.apply(Lists.unlist(FIRST));
    projection.apply(Lists.list(SECOND, 607));
    projection.publish(2);
  }

  @Actor
  public void reader(III_Result seen) {
    for (int look = 0; look < Lists.LOOKS; look++) {
      BlocklistView view = blocklist.view();
      seen.r3 = Lists.verdict(view, SECOND.first());
      seen.r2 = Lists.verdict(view, FIRST.first());
      seen.r1 = (int) view.revision();
      if (seen.r1 != 1 || seen.r2 != 606 || seen.r3 != 0) {
        return;
      }
    }
  }
}
