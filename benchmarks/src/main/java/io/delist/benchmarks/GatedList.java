package io.delist.benchmarks;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.SmtpGate;
import io.delist.token.KeyRing;
import io.delist.token.ReferenceSigner;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A list of so many entries, with a gate before it that signs a reference into each refusal. It can
 * be loaded again from nothing while the gate answers from it.
 *
 * <p><b>Threads:</b> one that loads; the gate is for any number.
 */
final class GatedList {

  static final String LISTED = "192.0.2.66";
  static final IpPrefix OF_LISTED = IpPrefix.parse("192.0.2.0/24");

  private final InstantSource clock = InstantSource.system();
  private final BlocklistProjection projection = new BlocklistProjection(clock);
  private final PrefixList prefixes;
  private final ListingTerms terms;
  private long revision;

  GatedList(int size) {
    this.prefixes = ClusteredList.of(size, 7);
    Instant now = clock.instant();
    this.terms =
        new ListingTerms(Source.OPERATOR, new ReasonCode(606), "benchmark", now, now, null);
    reload();
  }

  /** Every entry anew, as changes of the store, and then all of them published at once. */
  void reload() {
    projection.clear();
    for (IpPrefix prefix : prefixes) {
      projection.apply(new Change.Listed(new Listing(prefix, terms)));
    }
    projection.apply(new Change.Listed(new Listing(OF_LISTED, terms)));
    projection.publish(++revision);
  }

  Blocklist blocklist() {
    return projection.blocklist();
  }

  /** A gate before such a list. */
  static SmtpGate gate(Blocklist blocklist) {
    PortalUrl portal = PortalUrl.parse("https://delist.example/");
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return SmtpGate.builder(blocklist, InstantSource.system())
        .portal(portal)
        .references(new ReferenceSigner(KeyRing.of("k1", secret), portal.toString()))
        .build();
  }

  /** Requests of which the first is a listed client's, and none of the others is. */
  static byte[][] requests(Blocklist blocklist, int number) {
    byte[][] requests = new byte[number][];
    requests[0] = PolicyFrames.request(LISTED, 0);
    int bits = IpAddress.parse("198.51.100.0").v4Bits();
    for (int made = 1; made < number; bits++) {
      IpAddress client = IpAddress.ofV4(bits);
      if (blocklist.check(client).label().equals("not-listed")) {
        requests[made] = PolicyFrames.request(client.toString(), made);
        made++;
      }
    }
    return requests;
  }
}
