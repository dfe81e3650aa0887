package io.delist.smtp;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import io.delist.token.ReferenceSigner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Words the refusal of one client. A reference that cannot be made costs the reference alone. */
final class RefusalReplies {

  private final ReplyTemplate template;
  private final PortalUrl portal;
  private final @Nullable ReferenceSigner signer;
  private final TroubleLog troubles;
  private final Tally tally;

  RefusalReplies(
      ReplyTemplate template,
      PortalUrl portal,
      @Nullable ReferenceSigner signer,
      TroubleLog troubles,
      Tally tally) {
    this.template = template;
    this.portal = portal;
    this.signer = signer;
    this.troubles = troubles;
    this.tally = tally;
  }

  SmtpReply refuse(IpAddress client, ReasonCode reason, long revision, Instant now) {
    return template.refusal(reason, client, url(client, revision, now));
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
