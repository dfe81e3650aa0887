package io.delist.workflow;

import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ListingTerms;
import io.delist.mailbox.EmailAddress;
import io.delist.store.DelistRequest;
import io.delist.store.Transaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every rule there is, in the order in which they are asked.
 *
 * <p><b>Threads:</b> as safe as the application's own rules.
 */
public final class RuleBook {

  private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);
  private static final String REQUEST_LIMIT = "request-limit";
  private static final String NEWER_EVIDENCE = "newer-evidence";

  private final List<Rule> rules;

  /**
   * @param guard says which addresses are special
   * @param own the application's own rules, asked after the built-in ones
   */
  public RuleBook(ListingGuard guard, List<Rule> own) {
    List<Rule> all = new ArrayList<>(ListingRules.all(guard));
    all.addAll(own);
    this.rules = List.copyOf(all);
  }

  /** The ids of all rules: those asked at submission in order, then the limits and late ones. */
  public List<String> ids() {
    List<String> ids = new ArrayList<>(rules.stream().map(Rule::id).toList());
    ids.add(REQUEST_LIMIT);
    ids.add(NEWER_EVIDENCE);
    return List.copyOf(ids);
  }

  Optional<Refusal> firstObjection(Candidate candidate) {
    for (Rule rule : rules) {
      Optional<Refusal> objection = ask(rule, candidate);
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  /** A rule that is broken refuses nobody. */
  private static Optional<Refusal> ask(Rule rule, Candidate candidate) {
    try {
      return rule.objectionTo(candidate);
    } catch (RuntimeException e) {
      LOG.warn("rule {} failed and was passed over", rule.id(), e);
      return Optional.empty();
    }
  }

  static Optional<Submission> requestLimit(
      Transaction transaction, EmailAddress email, DelistPolicy policy) {
    transaction.requests().lockMailbox(email);
    Instant from = transaction.now().minus(policy.mailboxWindow());
    if (transaction.requests().countForMailbox(email, from) < policy.requestsPerMailbox()) {
      return Optional.empty();
    }
    Instant at = transaction.now().plus(policy.mailboxWindow()).truncatedTo(ChronoUnit.SECONDS);
    return Optional.of(new Submission.TryLater(Refusal.of(REQUEST_LIMIT, at.toString()), at));
  }

  static Optional<Refusal> newerEvidence(Transaction transaction, DelistRequest request) {
    long now = transaction.now().toEpochMilli();
    return transaction.list().listingsCovering(request.address().toPrefix()).stream()
        .map(listing -> listing.terms())
        .filter(terms -> terms.appliesAt(now))
        .map(ListingTerms::evidenceAt)
        .filter(evidenceAt -> evidenceAt.isAfter(request.createdAt()))
        .findFirst()
        .map(
            evidenceAt ->
                Refusal.of(
                    NEWER_EVIDENCE,
                    request.address().toString(),
                    evidenceAt.truncatedTo(ChronoUnit.SECONDS).toString()));
  }
}
