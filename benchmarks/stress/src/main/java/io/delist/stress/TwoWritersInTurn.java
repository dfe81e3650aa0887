package io.delist.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.BlocklistView;
import io.delist.net.IpPrefix;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads that take turns at one projection, as a replica that is started anew does. */
@JCStressTest
@Outcome(id = "606, 607, 2", expect = ACCEPTABLE, desc = "both revisions are in the list")
@Outcome(expect = FORBIDDEN, desc = "an update was lost")
@State
public class TwoWritersInTurn {

  private static final IpPrefix FIRST = IpPrefix.parse("192.0.2.0/25");
  private static final IpPrefix SECOND = IpPrefix.parse("192.0.2.128/25");

  private final BlocklistProjection projection = Lists.projection();
  private long revision;

  @Actor
  public void one() {
    list(FIRST, 606);
  }

  @Actor
  public void other() {
    list(SECOND, 607);
  }

  private synchronized void list(IpPrefix prefix, int code) {
    projection.apply(Lists.list(prefix, code));
    projection.publish(++revision);
  }

  @Arbiter
  public void end(III_Result seen) {
    BlocklistView view = projection.blocklist().view();
    seen.r1 = Lists.verdict(view, FIRST.first());
    seen.r2 = Lists.verdict(view, SECOND.first());
    seen.r3 = (int) view.revision();
  }
}
