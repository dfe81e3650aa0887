package io.delist.smtp;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistView;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.smtp.SmtpDecision.Continue;
import io.delist.smtp.SmtpDecision.Reject;
import io.delist.smtp.SmtpDecision.Why;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for a mail server whether a client may send to a recipient. Every adapter asks it, so
 * every server answers alike.
 *
 * <p>Ask at RCPT, once for each recipient: before that the recipients that must stay reachable are
 * not known. In this order: a client that has logged in, an exempt recipient, and a client without
 * a known address are no business of the gate; then the blocklist's verdict counts, and only {@link
 * Verdict.Listed} refuses. What is not refused is {@link Continue no opinion}, never a welcome.
 *
 * <p>It never throws. Whatever of ours fails, the decision is to go on ({@link Why#TROUBLE}), it is
 * counted, and a warning is logged once a minute at most. A reference that cannot be signed is left
 * out, and the refusal names the plain portal URL.
 *
 * <p><b>Cost:</b> one lookup; a refusal costs one MAC more. It does no I/O and takes no lock.
 * <b>Threads:</b> safe. Source: RFC 6471 section 2.2.2 for the exemptions.
 */
public final class SmtpGate {

  private static final Logger LOG = LoggerFactory.getLogger(SmtpGate.class);

  private final Blocklist blocklist;
  private final InstantSource clock;
  private final GateMode mode;
  private final ExemptRecipients exempt;
  private final RefusalReplies replies;
  private final TroubleLog troubles;
  private final Tally tally;

  SmtpGate(SmtpGateBuilder settings, ExemptRecipients exempt, PortalUrl portal) {
    this.blocklist = settings.blocklist;
    this.clock = settings.clock;
    this.mode = settings.mode;
    this.exempt = exempt;
    this.troubles = new TroubleLog(clock);
    this.tally = new Tally();
    this.replies =
        new RefusalReplies(settings.template, portal, settings.references, troubles, tally);
  }

  /**
   * Starts the settings of a gate.
   *
   * @param blocklist the list to ask
   * @param clock the time at which entries apply, and that references carry
   */
  public static SmtpGateBuilder builder(Blocklist blocklist, InstantSource clock) {
    return new SmtpGateBuilder(blocklist, clock);
  }

  /** The decision for one recipient of one client. */
  public SmtpDecision decide(SessionFacts facts) {
    return decideOn(() -> facts);
  }

  /** As {@link #decide}, for an adapter whose own reading of the facts may fail. */
  public SmtpDecision decideOn(Supplier<SessionFacts> source) {
    SmtpDecision decision;
    try {
      decision = weigh(source.get());
    } catch (RuntimeException | LinkageError | AssertionError failure) {
      troubles.report("the gate has no opinion and the mail goes on", failure);
      decision = new Continue(Why.TROUBLE);
    }
    tally.count(decision);
    return decision;
  }

  /** What was decided so far. */
  public SmtpGateCounts counts() {
    return tally.snapshot();
  }

  private SmtpDecision weigh(SessionFacts facts) {
    if (facts.authenticated()) {
      return new Continue(Why.AUTHENTICATED);
    }
    if (exempt.covers(facts.recipient())) {
      return new Continue(Why.EXEMPT_RECIPIENT);
    }
    IpAddress client = facts.client();
    if (client == null) {
      return new Continue(Why.UNKNOWN_CLIENT);
    }
    BlocklistView view = blocklist.view();
    Instant now = clock.instant();
    Verdict verdict = view.check(client, now.toEpochMilli());
    if (verdict instanceof Verdict.Listed listed) {
      return listed(facts, client, listed.terms(), view.revision(), now);
    }
    return new Continue(whyNot(verdict));
  }

  private SmtpDecision listed(
      SessionFacts facts, IpAddress client, ListingTerms terms, long revision, Instant now) {
    if (mode == GateMode.MONITOR) {
      LOG.info(
          "would refuse {}: listed by {}, reason {}", facts, terms.source(), terms.reasonCode());
      return new Continue(Why.MONITORED);
    }
    return new Reject(replies.refuse(client, terms.reasonCode(), revision, now));
  }

  private static Why whyNot(Verdict verdict) {
    if (verdict instanceof Verdict.NotListed) {
      return Why.NOT_LISTED;
    }
    if (verdict instanceof Verdict.Exempt) {
      return Why.EXEMPT;
    }
    if (verdict instanceof Verdict.Allowed) {
      return Why.ALLOWED;
    }
    throw new IllegalStateException(
        "the gate has no rule for the verdict " + verdict.label() + "; update delist-smtp-filter");
  }
}
