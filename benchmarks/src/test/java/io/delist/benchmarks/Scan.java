package io.delist.benchmarks;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;

/** The slow and obviously right answer: looks at every prefix. */
final class Scan {

  private Scan() {}

  /** The place of the longest prefix that contains the address, or -1. */
  static int longest(List<IpPrefix> prefixes, IpAddress address) {
    int best = -1;
    for (int i = 0; i < prefixes.size(); i++) {
      IpPrefix prefix = prefixes.get(i);
      if (prefix.contains(address) && (best < 0 || prefix.length() > prefixes.get(best).length())) {
        best = i;
      }
    }
    return best;
  }
}
