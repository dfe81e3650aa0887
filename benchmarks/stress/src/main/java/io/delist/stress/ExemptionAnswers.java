package io.delist.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Explanation;
import io.delist.net.IpPrefix;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** An address comes off: the verdict, the exemption and the revision shown are of one state. */
@JCStressTest
@Outcome(id = "1, 606, 0", expect = ACCEPTABLE, desc = "explained before the exemption")
@Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "explained after the exemption")
@Outcome(expect = FORBIDDEN, desc = "the explanation mixes two states")
@State
public class ExemptionAnswers {

  private static final IpPrefix WIDE = IpPrefix.parse("198.51.0.0/16");
  private static final IpPrefix ONE = IpPrefix.parse("198.51.100.7/32");

  private final BlocklistProjection projection = Lists.projection();
  private final Blocklist blocklist = projection.blocklist();

  public ExemptionAnswers() {
    projection.apply(Lists.list(WIDE, 606));
    projection.publish(1);
  }

  @Actor
  public void writer() {
    projection.apply(new Change.Exempted(new Exemption(ONE, Lists.NOW, null)));
    projection.publish(2);
  }

  @Actor
  public void reader(III_Result seen) {
    for (int look = 0; look < Lists.LOOKS / 10; look++) {
      Explanation explanation = blocklist.explain(ONE.first());
      seen.r1 = (int) explanation.revision();
      seen.r2 = Lists.number(explanation.verdict());
      seen.r3 = explanation.exemptions().size();
      if (seen.r1 != 1 || seen.r2 != 606 || seen.r3 != 0) {
        return;
      }
    }
  }
}
