package io.delist.stress;

import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.BlocklistView;
import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.time.InstantSource;

/** Blocklists at a fixed time, and verdicts as numbers. */
final class Lists {

  static final int NOT_LISTED = 0;
  static final int EXEMPT = 1;
  static final int ALLOWED = 2;

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Source FEED = new Source("feed:drop");

  /** How often a reader looks before it gives up waiting for the writer: some microseconds. */
  static final int LOOKS = 300;

  private Lists() {}

  static BlocklistProjection projection() {
    return new BlocklistProjection(InstantSource.fixed(NOW));
  }

  static Change list(IpPrefix prefix, int code) {
    return new Change.Listed(
        new Listing(prefix, new ListingTerms(FEED, new ReasonCode(code), "", NOW, NOW, null)));
  }

  static Change unlist(IpPrefix prefix) {
    return new Change.Unlisted(prefix, FEED);
  }

  /** The reason code of a listed address, else one of the numbers above. */
  static int verdict(BlocklistView view, IpAddress address) {
    return number(view.check(address, NOW.toEpochMilli()));
  }

  static int number(Verdict verdict) {
    if (verdict instanceof Verdict.Listed listed) {
      return listed.terms().reasonCode().value();
    }
    return verdict instanceof Verdict.Exempt
        ? EXEMPT
        : verdict instanceof Verdict.Allowed ? ALLOWED : NOT_LISTED;
  }
}
