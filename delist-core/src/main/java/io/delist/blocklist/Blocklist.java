package io.delist.blocklist;

import io.delist.net.IpAddress;
import java.time.InstantSource;

/**
 * The list that a mail node asks. It always has an answer: it is a projection in memory of what the
 * store holds, and goes on serving the last state when the store is away.
 *
 * <p><b>Cost:</b> see {@link BlocklistView}. <b>Threads:</b> safe; readers are wait-free while the
 * {@link BlocklistProjection} publishes new states. It never throws and never blocks.
 */
public final class Blocklist {

  private final InstantSource clock;
  private volatile BlocklistView view = BlocklistView.EMPTY;

  Blocklist(InstantSource clock) {
    this.clock = clock;
  }

  /** Is this address blocked now? */
  public Verdict check(IpAddress address) {
    return view.check(address, clock);
  }

  /** Why? */
  public Explanation explain(IpAddress address) {
    return view.explain(address, clock.instant());
  }

  /** The newest state; it stays as it is. */
  public BlocklistView view() {
    return view;
  }

  void publish(BlocklistView next) {
    view = next;
  }
}
