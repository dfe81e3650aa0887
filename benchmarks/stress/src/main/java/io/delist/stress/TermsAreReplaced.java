package io.delist.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.net.IpPrefix;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A listing gets other terms: the address is listed at every moment, on the one or the other. */
@JCStressTest
@Outcome(id = "606, 606", expect = ACCEPTABLE, desc = "both checks on the old terms")
@Outcome(id = "606, 607", expect = ACCEPTABLE, desc = "the revision came between the checks")
@Outcome(id = "607, 607", expect = ACCEPTABLE, desc = "both checks on the new terms")
@Outcome(id = "607, 606", expect = FORBIDDEN, desc = "reader went back to an older revision")
@Outcome(expect = FORBIDDEN, desc = "a listed address was open for a moment")
@State
public class TermsAreReplaced {

  private static final IpPrefix PREFIX = IpPrefix.parse("192.0.2.0/24");

  private final BlocklistProjection projection = Lists.projection();
  private final Blocklist blocklist = projection.blocklist();

  public TermsAreReplaced() {
    projection.apply(Lists.list(PREFIX, 606));
    projection.publish(1);
  }

  @Actor
  public void writer() {
    projection.apply(Lists.list(PREFIX, 607));
    projection.publish(2);
  }

  @Actor
  public void reader(II_Result seen) {
    seen.r1 = Lists.number(blocklist.check(PREFIX.last()));
    for (int look = 0; look < Lists.LOOKS; look++) {
      seen.r2 = Lists.number(blocklist.check(PREFIX.last()));
      if (seen.r1 != seen.r2) {
        return;
      }
    }
  }
}
