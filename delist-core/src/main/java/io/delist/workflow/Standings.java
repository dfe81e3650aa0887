package io.delist.workflow;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.request.Ladder;
import io.delist.request.LadderPolicy;
import io.delist.store.Standing;
import io.delist.store.Transaction;
import java.time.Instant;
import java.util.List;

/** Reads and writes how addresses stand on the ladder; writers hold the list's lock. */
final class Standings {

  private Standings() {}

  private static Standing of(Transaction transaction, IpPrefix prefix) {
    return transaction
        .ladder()
        .find(prefix)
        .orElseGet(() -> Standing.clean(prefix, transaction.now()));
  }

  /** What is remembered of the address itself. */
  static Standing own(Transaction transaction, IpAddress address) {
    return of(transaction, address.toPrefix());
  }

  /** The step of the address now. */
  static int step(Transaction transaction, IpAddress address, LadderPolicy policy) {
    IpPrefix own = address.toPrefix();
    return Ladder.step(
        transaction.now(), of(transaction, own), of(transaction, Ladder.net(own)), policy);
  }

  static void countDelisting(Transaction transaction, IpAddress address, LadderPolicy policy) {
    for (IpPrefix prefix : both(address)) {
      put(transaction, Ladder.delisted(transaction.now(), of(transaction, prefix), policy), policy);
    }
  }

  static void countStrike(Transaction transaction, IpAddress address, LadderPolicy policy) {
    for (IpPrefix prefix : both(address)) {
      put(transaction, Ladder.struck(transaction.now(), of(transaction, prefix), policy), policy);
    }
  }

  private static List<IpPrefix> both(IpAddress address) {
    return List.of(address.toPrefix(), Ladder.net(address.toPrefix()));
  }

  private static void put(Transaction transaction, Standing standing, LadderPolicy policy) {
    transaction.ladder().put(standing, Ladder.fadesAt(standing, policy));
  }

  /** When the step of the address is one lower at the latest, if nothing more happens. */
  static Instant nextForgiven(Transaction transaction, IpAddress address, LadderPolicy policy) {
    Standing now = Ladder.at(transaction.now(), own(transaction, address), policy);
    return now.asOf().plus(policy.decay());
  }
}
