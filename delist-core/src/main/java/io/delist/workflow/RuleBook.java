package io.delist.workflow;

import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every rule there is. Asked in this order: those about the address, the application's own, those
 * that wait for others; then, with the store, those about earlier requests, and the limits.
 *
 * <p><b>Threads:</b> as safe as the application's own rules.
 */
public final class RuleBook {

  private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);
  private static final int LONGEST_ID_CHARS = 64;
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final ListingRules listingRules;
  private final List<Rule> own;

  private RuleBook(Builder builder) {
    this.listingRules = new ListingRules(builder.guard, builder.selfServiceOff);
    this.own =
        Stream.concat(builder.rules.stream(), builder.asyncRules.stream().map(WaitingRule::new))
            .toList();
    requireIds();
  }

  /**
   * @param guard says which addresses are special
   * @param own the application's own rules
   */
  public RuleBook(ListingGuard guard, List<Rule> own) {
    this(builder(guard).rules(own));
  }

  /**
   * Starts a rule book.
   *
   * @param guard says which addresses are special
   */
  public static Builder builder(ListingGuard guard) {
    return new Builder(guard);
  }

  /** Makes a rule book. <b>Threads:</b> one. */
  public static final class Builder {

    private final ListingGuard guard;
    private final List<Rule> rules = new ArrayList<>();
    private final List<AsyncRule> asyncRules = new ArrayList<>();
    private final Map<Source, String> selfServiceOff = new HashMap<>();

    Builder(ListingGuard guard) {
      this.guard = guard;
    }

    /** Adds rules of the application's own. */
    public Builder rules(List<? extends Rule> more) {
      rules.addAll(more);
      return this;
    }

    /** Adds rules of the application's own that wait for others. */
    public Builder asyncRules(List<? extends AsyncRule> more) {
      asyncRules.addAll(more);
      return this;
    }

    /**
     * What this source lists is not taken off by request.
     *
     * @param door where to go instead, as it is shown: a URL or a mailbox; not blank
     */
    public Builder selfServiceOff(Source source, String door) {
      if (door.isBlank()) {
        throw new IllegalArgumentException(
            "self-service is off for " + source + " without a door; name a URL or a mailbox");
      }
      selfServiceOff.put(source, door.strip());
      return this;
    }

    /**
     * The rule book.
     *
     * @throws IllegalArgumentException if an id is not lower-case words with dashes, or is there
     *     twice
     */
    public RuleBook build() {
      return new RuleBook(this);
    }
  }

  private void requireIds() {
    Set<String> known = new LinkedHashSet<>(BuiltInRule.ids());
    for (Rule rule : own) {
      String id = rule.id();
      if (id.length() > LONGEST_ID_CHARS || !ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "rule id \""
                + id
                + "\" must be lower-case words with dashes, at most "
                + LONGEST_ID_CHARS
                + " characters");
      }
      if (!known.add(id)) {
        throw new IllegalArgumentException("rule id " + id + " is there twice; rename one");
      }
    }
  }

  /** The ids of all rules. */
  public List<String> ids() {
    return Stream.concat(BuiltInRule.ids().stream(), own.stream().map(Rule::id)).toList();
  }

  /**
   * What is published of every rule.
   *
   * @param language English or Korean; any other is answered in English
   */
  public List<PublishedRule> published(Locale language) {
    return Stream.concat(
            Stream.of(BuiltInRule.values()).map(rule -> rule.published(language)),
            own.stream()
                .map(
                    rule -> new PublishedRule(rule.id(), rule.text(language), rule.door(language))))
        .toList();
  }

  /** The first objection of those rules that need no store. */
  Optional<Refusal> firstObjection(Candidate candidate) {
    Optional<Refusal> objection = listingRules.objectionTo(candidate.explanation());
    for (int i = 0; i < own.size() && objection.isEmpty(); i++) {
      objection = ask(own.get(i), candidate);
    }
    return objection;
  }

  /** A rule that is broken refuses nobody. A refusal names the rule that made it. */
  private static Optional<Refusal> ask(Rule rule, Candidate candidate) {
    try {
      return rule.objectionTo(candidate).map(refusal -> refusal.by(rule.id()));
    } catch (RuntimeException e) {
      LOG.warn("rule {} failed and was passed over", rule.id(), e);
      return Optional.empty();
    }
  }
}
