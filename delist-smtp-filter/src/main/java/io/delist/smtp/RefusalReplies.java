package io.delist.smtp;

import io.delist.blocklist.ListingTerms;
import io.delist.net.IpAddress;
import io.delist.token.ReferenceSigner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Words what one client is told. A reference that cannot be made costs the reference alone. */
final class RefusalReplies {

  private static final int REFUSED = 550;
  private static final int LATER = 451;
  private static final String LATER_ENHANCED = "4.7.1";

  private final ReplyTemplates templates;
  private final CodeScheme codes;
  private final PortalUrl portal;
  private final @Nullable ReferenceSigner signer;
  private final TroubleLog troubles;
  private final Tally tally;

  RefusalReplies(
      ReplyTemplates templates,
      CodeScheme codes,
      PortalUrl portal,
      @Nullable ReferenceSigner signer,
      TroubleLog troubles,
      Tally tally) {
    this.templates = templates;
    this.codes = codes;
    this.portal = portal;
    this.signer = signer;
    this.troubles = troubles;
    this.tally = tally;
  }

  SmtpReply refuse(IpAddress client, ListingTerms terms, long revision, Instant now) {
    return templates
        .refusal(terms)
        .reply(REFUSED, codes.enhancedCode(terms.reasonCode()), client, url(client, revision, now));
  }

  /** For a client whose removal is confirmed and waits: its mail is to come back. */
  SmtpReply defer(IpAddress client, long revision, Instant now) {
    return templates.deferral().reply(LATER, LATER_ENHANCED, client, url(client, revision, now));
  }

  private String url(IpAddress client, long revision, Instant now) {
    if (signer == null) {
      return portal.toString();
    }
    try {
      return portal.forReference(signer.sign(client, revision, now));
    } catch (RuntimeException failure) {
      tally.unsigned();
      troubles.report("a refusal goes out without a reference", failure);
      return portal.toString();
    }
  }
}
