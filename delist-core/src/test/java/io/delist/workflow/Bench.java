package io.delist.workflow;

import io.delist.blocklist.GuardLimits;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.replica.Replica;
import io.delist.store.DelistRequest;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import io.delist.token.KeyRing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole delist in memory, with a clock that stands still until it is moved. */
public final class Bench {

  public static final IpAddress ADDRESS = IpAddress.parse("203.0.113.9");
  public static final EmailAddress EMAIL = EmailAddress.parse("sender@example.org");
  public static final String BROWSER = "the browser that asked";
  public static final Source FEED = new Source("feed:test");
  public static final ListingGuard GUARD =
      new ListingGuard(
          GuardLimits.builder()
              .ordinaryRanges(
                  List.of(
                      IpPrefix.parse("203.0.113.0/24"),
                      IpPrefix.parse("198.51.100.0/24"),
                      IpPrefix.parse("2001:db8::/32")))
              .fewChanges(10)
              .littleSpace(1024)
              .build());

  public static final String PORTAL = "https://delist.example/";

  private volatile Instant now = Instant.parse("2026-05-04T10:11:12Z");
  public final InstantSource clock = () -> now;
  public final Store store;
  public final DelistPolicy policy;
  public final RequestProofs proofs = new RequestProofs(ring("k1", 1), PORTAL, new Random(5));
  public final ListingDesk desk;
  public final Settlement settlement;
  public final MailSettlement mails;
  public final MailDesk mailDesk;
  public final Replica replica;
  public final Delisting delisting;
  private int mailSignals;

  public final Reviews reviews;
  public final RequestTimers timers;

  /** Without limits. */
  public Bench(DelistPolicy policy, List<Rule> rules) {
    this(policy, rules, LimitPolicy.none());
  }

  public Bench(DelistPolicy policy, List<Rule> rules, LimitPolicy limits) {
    this(policy, RuleBook.builder(GUARD).rules(rules).build(), limits, MemoryStore::new);
  }

  /** Without limits. */
  public Bench(DelistPolicy policy, RuleBook rules, Function<InstantSource, Store> stores) {
    this(policy, rules, LimitPolicy.none(), stores);
  }

  /** With the defaults, without limits, in another store made with the bench's clock. */
  public Bench(Function<InstantSource, Store> stores) {
    this(DelistPolicy.defaults(), new RuleBook(GUARD, List.of()), stores);
  }

  /**
   * @param stores makes the store from the bench's clock
   */
  public Bench(
      DelistPolicy policy,
      RuleBook rules,
      LimitPolicy limits,
      Function<InstantSource, Store> stores) {
    this.store = stores.apply(clock);
    Limits counts = new Limits(limits, ring("k1", 1));
    this.policy = policy;
    this.desk = new ListingDesk(store, GUARD, policy);
    this.settlement = new Settlement(store, policy);
    this.mails = new MailSettlement(store, policy);
    this.mailDesk = new MailDesk(store, proofs, counts, () -> mailSignals++);
    this.replica = new Replica(store, settlement, "node-1", clock, Duration.ofHours(1));
    this.delisting =
        new Delisting(
            store, replica.blocklist(), proofs, rules, policy, counts, () -> mailSignals++);
    this.reviews = new Reviews(store, policy, counts, () -> mailSignals++);
    this.timers = new RequestTimers(store, policy, counts, () -> mailSignals++);
    replica.follow();
  }

  public Bench() {
    this(DelistPolicy.defaults(), List.of());
  }

  public static KeyRing ring(String id, long seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return KeyRing.of(id, secret);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public int mailSignals() {
    return mailSignals;
  }

  public ListOutcome list(String prefix) {
    return list(prefix, Source.OPERATOR, null);
  }

  public ListOutcome list(String prefix, Source source, @Nullable Instant evidenceAt) {
    ListOutcome outcome =
        desk.list(
            IpPrefix.parse(prefix),
            new ListingDesk.Grounds(source, ReasonCode.BANNED, "", evidenceAt, null));
    replica.follow();
    return outcome;
  }

  public Submission submit() {
    return delisting.submit(ADDRESS, EMAIL, BROWSER, Locale.ENGLISH);
  }

  public DelistRequest accepted() {
    return ((Submission.Accepted) submit()).request();
  }

  public String linkOf(DelistRequest request) {
    return proofs.linkOf(request);
  }

  /** Lists the address, asks, confirms, and lets the node follow. */
  public DelistRequest delisted() {
    list("203.0.113.9/32");
    pass(Duration.ofMinutes(1));
    DelistRequest request = accepted();
    delisting.confirm(linkOf(request), BROWSER, "");
    replica.follow();
    return find(request);
  }

  /**
   * Lists the address by newer evidence, asks and confirms; the removal goes as the ladder says.
   */
  public DelistRequest confirmedAgain() {
    pass(Duration.ofMinutes(1));
    list("203.0.113.9/32");
    pass(Duration.ofMinutes(1));
    DelistRequest request = accepted();
    delisting.confirm(linkOf(request), BROWSER, "");
    replica.follow();
    return find(request);
  }

  public DelistRequest find(DelistRequest request) {
    return store.read(transaction -> transaction.requests().find(request.id())).orElseThrow();
  }

  public Verdict verdict() {
    return replica.blocklist().check(ADDRESS);
  }

  public long revision() {
    return store.read(transaction -> transaction.list().revision());
  }

  public int waitingMails() {
    return store.read(transaction -> transaction.outbox().size());
  }
}
