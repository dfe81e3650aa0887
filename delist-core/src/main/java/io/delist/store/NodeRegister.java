package io.delist.store;

import java.time.Instant;
import java.util.List;

/** The mail nodes. */
public interface NodeRegister {

  /** A node says which revision it serves, now. */
  void report(String node, long revision);

  /** The nodes that have reported since a time, by name. */
  List<NodeStatus> seenSince(Instant since);

  /** Forgets a node that is taken out of service, so that nobody waits for it. */
  void forget(String node);
}
