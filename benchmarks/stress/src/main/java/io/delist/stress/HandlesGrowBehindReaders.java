package io.delist.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.BlocklistView;
import io.delist.net.IpAddress;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The table from handles to terms goes on being filled, and is replaced by a larger one, while
 * readers of older views read in it: each address keeps the terms that it was published with.
 */
@JCStressTest
@Outcome(id = "606, 0, 0", expect = ACCEPTABLE, desc = "before the last revision")
@Outcome(id = "606, 649, 0", expect = ACCEPTABLE, desc = "after the last revision")
@Outcome(id = "606, .*", expect = FORBIDDEN, desc = "reader saw the terms of another prefix")
@Outcome(expect = FORBIDDEN, desc = "a listing changed while the list grew")
@State
public class HandlesGrowBehindReaders {

  private static final int LISTINGS = 44;
  private static final IpAddress FIRST = IpAddress.parse("192.0.2.0");
  private static final IpAddress LAST = IpAddress.parse("192.0.2." + (LISTINGS - 1));

  private final BlocklistProjection projection = Lists.projection();
  private final Blocklist blocklist = projection.blocklist();

  public HandlesGrowBehindReaders() {
    projection.apply(Lists.list(FIRST.toPrefix(), 606));
    projection.publish(1);
  }

  @Actor
  public void writer() {
    for (int i = 1; i < LISTINGS; i++) {
      IpAddress address = IpAddress.ofV4(FIRST.v4Bits() + i);
      projection.apply(Lists.list(address.toPrefix(), 606 + i));
      projection.publish(1 + i);
    }
  }

  @Actor
  public void reader(III_Result seen) {
    BlocklistView first = blocklist.view();
    for (int look = 0; look < Lists.LOOKS; look++) {
      BlocklistView view = (look & 1) == 0 ? first : blocklist.view();
      seen.r1 = Lists.verdict(view, FIRST);
      seen.r2 = Lists.verdict(view, LAST);
      seen.r3 = strangers(view);
      if (seen.r1 != 606 || seen.r2 != 0 || seen.r3 != 0) {
        return;
      }
    }
  }

  /** How many of the middle addresses are listed on terms that are not their own. */
  private static int strangers(BlocklistView view) {
    int strangers = 0;
    for (int i = 1; i < LISTINGS - 1; i += 7) {
      int code = Lists.verdict(view, IpAddress.ofV4(FIRST.v4Bits() + i));
      strangers += code == 0 || code == 606 + i ? 0 : 1;
    }
    return strangers;
  }
}
