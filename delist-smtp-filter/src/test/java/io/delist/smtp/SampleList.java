package io.delist.smtp;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.token.KeyRing;
import io.delist.token.ReferenceSigner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** A blocklist that a test changes as the store would: one revision a change. */
public final class SampleList {

  public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  public static final PortalUrl PORTAL = PortalUrl.parse("https://delist.example");
  public static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final BlocklistProjection projection = new BlocklistProjection(CLOCK);
  private long revision;

  public Blocklist blocklist() {
    return projection.blocklist();
  }

  public SampleList list(String prefix, int reasonCode) {
    ListingTerms terms =
        new ListingTerms(Source.OPERATOR, new ReasonCode(reasonCode), "sample", NOW, NOW, null);
    return publish(new Change.Listed(new Listing(IpPrefix.parse(prefix), terms)));
  }

  public SampleList unlist(String prefix) {
    return publish(new Change.Unlisted(IpPrefix.parse(prefix), Source.OPERATOR));
  }

  public SampleList exempt(String prefix) {
    return publish(new Change.Exempted(new Exemption(IpPrefix.parse(prefix), NOW, null)));
  }

  public SampleList allow(String prefix) {
    return publish(new Change.Allowed(new AllowEntry(IpPrefix.parse(prefix), "ours")));
  }

  /** The address is listed and its removal waits. */
  public SampleList soften(String prefix, int reasonCode) {
    return publish(
        new Change.Softened(
            new SoftMark(
                IpPrefix.parse(prefix), new ReasonCode(reasonCode), NOW.plusSeconds(3_600))));
  }

  private SampleList publish(Change change) {
    projection.apply(change);
    projection.publish(++revision);
    return this;
  }

  /** Shows the same list as another revision. */
  public SampleList atRevision(long newRevision) {
    revision = newRevision;
    projection.publish(newRevision);
    return this;
  }

  public SmtpGateBuilder gate() {
    return SmtpGate.builder(blocklist(), CLOCK).portal(PORTAL);
  }

  public static KeyRing keys() {
    byte[] secret = new byte[32];
    new Random(20_261_123).nextBytes(secret);
    return KeyRing.of("k1", secret);
  }

  public static ReferenceSigner signer() {
    return new ReferenceSigner(keys(), PORTAL.toString());
  }
}
