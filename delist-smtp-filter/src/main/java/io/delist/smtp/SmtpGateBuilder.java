package io.delist.smtp;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.mailbox.EmailAddress;
import io.delist.token.ReferenceSigner;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link SmtpGate}. The portal is the one that has no default.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class SmtpGateBuilder {

  private static final Set<String> ALWAYS_EXEMPT = Set.of("postmaster", "abuse");

  final Blocklist blocklist;
  final InstantSource clock;
  GateMode mode = GateMode.ENFORCE;
  CodeScheme codes = CodeScheme.REASON;
  String tagField = "X-Delist";
  @Nullable ReferenceSigner references;
  private @Nullable PortalUrl portal;
  private @Nullable EmailAddress contact;
  private ReplyTemplate general = ReplyTemplate.DEFAULT;
  private ReplyTemplate deferral = ReplyTemplate.DEFERRAL;
  private final Map<Source, ReplyTemplate> bySource = new HashMap<>();
  private final Map<ReasonCode, ReplyTemplate> byReason = new HashMap<>();
  private final Set<String> ownDomains = new HashSet<>();
  private final List<EmailAddress> exempt = new ArrayList<>();

  SmtpGateBuilder(Blocklist blocklist, InstantSource clock) {
    this.blocklist = blocklist;
    this.clock = clock;
  }

  /** Where a refused sender asks for removal. */
  public SmtpGateBuilder portal(PortalUrl url) {
    this.portal = url;
    return this;
  }

  /** Signs the reference in the URL. Without it refusals name the plain portal URL. */
  public SmtpGateBuilder references(ReferenceSigner signer) {
    this.references = signer;
    return this;
  }

  /** The words of refusals; {@link ReplyTemplate#DEFAULT} if not set. */
  public SmtpGateBuilder template(ReplyTemplate words) {
    this.general = words;
    return this;
  }

  /** The words of refusals for what this source lists; they go before those of a reason. */
  public SmtpGateBuilder template(Source source, ReplyTemplate words) {
    bySource.put(source, words);
    return this;
  }

  /** The words of refusals for this reason, where the source has none of its own. */
  public SmtpGateBuilder template(ReasonCode reason, ReplyTemplate words) {
    byReason.put(reason, words);
    return this;
  }

  /**
   * The words for a client whose removal is confirmed and waits; {@link ReplyTemplate#DEFERRAL} if
   * not set. The code is 451 and the enhanced status code 4.7.1, unless the template has its own.
   */
  public SmtpGateBuilder deferral(ReplyTemplate words) {
    this.deferral = words;
    return this;
  }

  /** {@link CodeScheme#REASON} if not set. */
  public SmtpGateBuilder codes(CodeScheme scheme) {
    this.codes = scheme;
    return this;
  }

  /**
   * The header field that {@link GateMode#TAG} adds; {@code X-Delist} if not set. A sender can
   * write the same field: a mail server that acts on it removes those that come in.
   *
   * @throws IllegalArgumentException if it is not the name of a header field
   */
  public SmtpGateBuilder tagField(String name) {
    this.tagField = new HeaderField(name, "checked").name();
    return this;
  }

  ReplyTemplates templates() {
    return new ReplyTemplates(general, deferral, bySource, byReason);
  }

  /** {@link GateMode#ENFORCE} if not set. */
  public SmtpGateBuilder mode(GateMode newMode) {
    this.mode = newMode;
    return this;
  }

  /** The mailbox that the portal names for questions; listed clients reach it. */
  public SmtpGateBuilder contactMailbox(EmailAddress mailbox) {
    this.contact = mailbox;
    return this;
  }

  /**
   * The domains whose {@code postmaster} and {@code abuse} listed clients reach. With none given
   * they reach those of every domain: the server itself refuses what it does not relay.
   *
   * @throws IllegalArgumentException if one is not a domain name
   */
  public SmtpGateBuilder ownDomains(Collection<String> domains) {
    domains.forEach(domain -> ownDomains.add(EmailAddress.parse("postmaster@" + domain).domain()));
    return this;
  }

  /** A further mailbox that listed clients reach. */
  public SmtpGateBuilder exemptRecipient(EmailAddress mailbox) {
    exempt.add(mailbox);
    return this;
  }

  /**
   * The gate of these settings.
   *
   * @throws IllegalArgumentException if settings contradict each other; the message names both
   * @throws IllegalStateException if there is no portal
   */
  public SmtpGate build() {
    if (portal == null) {
      throw new IllegalStateException("the gate has no portal URL to name in refusals; set portal");
    }
    templates().check(portal, references != null);
    Set<String> addresses = new HashSet<>();
    for (EmailAddress mailbox : exempt) {
      if (!ownDomains.isEmpty() && !ownDomains.contains(mailbox.domain())) {
        throw new IllegalArgumentException(
            "exempt recipient "
                + mailbox
                + " is in none of the own domains "
                + ownDomains.stream().sorted().toList()
                + "; add its domain or leave it out");
      }
      addresses.add(mailbox.canonical());
    }
    if (contact != null) {
      addresses.add(contact.canonical());
    }
    return new SmtpGate(this, new ExemptRecipients(ALWAYS_EXEMPT, addresses, ownDomains), portal);
  }
}
