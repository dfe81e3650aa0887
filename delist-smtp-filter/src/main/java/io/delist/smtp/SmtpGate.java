package io.delist.smtp;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistView;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.smtp.SmtpDecision.Continue;
import io.delist.smtp.SmtpDecision.Defer;
import io.delist.smtp.SmtpDecision.Reject;
import io.delist.smtp.SmtpDecision.Tag;
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
 * a known address are no business of the gate; then the blocklist's verdict counts. Only {@link
 * Verdict.Listed} refuses for good, and {@link Verdict.Removing} for now, so that mail waits while
 * a confirmed removal does; {@link GateMode} says what becomes of both. What is not refused is
 * {@link Continue no opinion}, never a welcome.
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
  private final String tagField;
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
        new RefusalReplies(
            settings.templates(), settings.codes, portal, settings.references, troubles, tally);
    this.tagField = settings.tagField;
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
    if (verdict instanceof Verdict.Removing removing) {
      return removing(facts, client, removing.mark(), view.revision(), now);
    }
    return new Continue(whyNot(verdict));
  }

  private SmtpDecision listed(
      SessionFacts facts, IpAddress client, ListingTerms terms, long revision, Instant now) {
    return switch (mode) {
      case ENFORCE -> new Reject(replies.refuse(client, terms, revision, now));
      case MONITOR ->
          watched("refuse", facts, "listed by " + terms.source() + ", " + terms.reasonCode());
      case TAG -> tagged("listed", client, terms.reasonCode(), "; source=" + terms.source());
    };
  }

  private SmtpDecision removing(
      SessionFacts facts, IpAddress client, SoftMark mark, long revision, Instant now) {
    return switch (mode) {
      case ENFORCE -> new Defer(replies.defer(client, revision, now));
      case MONITOR -> watched("defer", facts, "removal under way, " + mark.reasonCode());
      case TAG -> tagged("removing", client, mark.reasonCode(), "");
    };
  }

  private static Continue watched(String verb, SessionFacts facts, String why) {
    LOG.info("would {} {}: {}", verb, facts, why);
    return new Continue(Why.MONITORED);
  }

  private Tag tagged(String verdict, IpAddress client, ReasonCode reason, String rest) {
    String code = reason.enhancedStatusCode();
    return new Tag(
        new HeaderField(tagField, verdict + "; client=" + client + "; code=" + code + rest));
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
