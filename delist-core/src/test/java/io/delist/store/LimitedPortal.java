package io.delist.store;

import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.replica.Replica;
import io.delist.workflow.Bench;
import io.delist.workflow.Confirmation;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.Delisting;
import io.delist.workflow.LimitRefusals;
import io.delist.workflow.ListingDesk;
import io.delist.workflow.RequestProofs;
import io.delist.workflow.RuleBook;
import io.delist.workflow.Settlement;
import io.delist.workflow.Submission;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** The services that stand behind a portal, over any store, with 2,048 addresses on the list. */
final class LimitedPortal {

  private static final IpPrefix LISTED = IpPrefix.parse("198.18.0.0/21");
  private static final ListingGuard GUARD =
      new ListingGuard(List.of(IpPrefix.parse("198.18.0.0/15")));

  private final Store store;
  private final Limits limits;
  private final RequestProofs proofs =
      new RequestProofs(Bench.ring("k1", 1), Bench.PORTAL, new SecureRandom());
  private final Replica replica;
  private final Delisting delisting;

  LimitedPortal(Store store, InstantSource clock, LimitPolicy policy) {
    this.store = store;
    this.limits = new Limits(policy, Bench.ring("k1", 1));
    DelistPolicy numbers = DelistPolicy.defaults();
    Settlement settlement = new Settlement(store, numbers);
    new ListingDesk(store, GUARD, numbers)
        .list(
            LISTED,
            new ListingDesk.Grounds(
                Source.OPERATOR, ReasonCode.BANNED, "a range of robots", null, null));
    this.replica = new Replica(store, settlement, "node-1", clock, Duration.ofHours(1));
    replica.follow();
    this.delisting =
        new Delisting(
            store,
            replica.blocklist(),
            proofs,
            new RuleBook(GUARD, List.of()),
            numbers,
            limits,
            () -> {});
  }

  /** One of the 2,048. */
  static IpAddress address(int number) {
    return IpAddress.ofV4(0xC612_0000 + number);
  }

  /** What the portal does with a form: the client's limit, then the request. */
  Submission submit(IpAddress client, IpAddress address, String email) {
    return store
        .write(transaction -> limits.client(transaction, client))
        .<Submission>map(LimitRefusals::tryLater)
        .orElseGet(() -> submit(address, email));
  }

  Submission submit(IpAddress address, String email) {
    return delisting.submit(address, EmailAddress.parse(email), Bench.BROWSER, Locale.ENGLISH);
  }

  boolean client(IpAddress client) {
    return store.<Boolean>write(t -> limits.client(t, client).isEmpty());
  }

  Confirmation confirm(DelistRequest request) {
    return delisting.confirm(proofs.linkOf(request), Bench.BROWSER, "");
  }

  boolean mailWaits(DelistRequest request) {
    return store
        .read(transaction -> transaction.outbox().find(request.id(), MailKind.CONFIRMATION))
        .isPresent();
  }

  int mails() {
    return store.read(transaction -> transaction.outbox().size());
  }
}
