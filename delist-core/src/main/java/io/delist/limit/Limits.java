package io.delist.limit;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.LimitKey;
import io.delist.store.LimitRegister;
import io.delist.store.LimitRow;
import io.delist.store.Transaction;
import io.delist.token.KeySource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts against the limits, in the caller's transaction: what a limit refuses, and what is rolled
 * back, counts nothing.
 *
 * <p>A limit that is reached is seen without any lock and without writing. Otherwise the keys are
 * locked and looked at again, so of several at once no more pass than the rate allows, whatever
 * node they came to.
 *
 * <p>Keys are keyed hashes: a row names no mailbox and no client. They are made with the ring's
 * primary key, so rotating it begins all counts anew, once.
 *
 * <p>Rows are bounded. All but {@link Limit#CLIENT} count only what is accepted, which {@link
 * Limit#MAILS} bounds: at its defaults 24,000 rows of a limit. Clients are counted whatever they
 * ask for; where their pool is full of counts that have not ended, the counts that are there go on,
 * and a further client is counted together with others of its /16 (IPv6: /32) in one of 4,096
 * buckets, each with ten times a client's rate: nobody passes uncounted. Any other limit whose pool
 * is full refuses.
 *
 * <p><b>Cost:</b> one question to the store if refused; else a lock, a question and a row for each
 * key. <b>Threads:</b> safe.
 */
public final class Limits {

  private static final int CLIENTS_OF_A_BUCKET = 10;
  private static final int LARGEST_RATE = 1_000_000;

  /**
   * One limit, and the key that is counted under it.
   *
   * @param bucket what is counted instead where there is no room for the key, or null if nothing is
   */
  private record Counted(Limit limit, Rate rate, LimitKey key, @Nullable LimitKey bucket) {}

  private final LimitPolicy policy;
  private final LimitKeys keys;
  private final Map<Limit, LongAdder> passed = adders();
  private final Map<Limit, LongAdder> refused = adders();
  private final Map<Limit, LongAdder> shared = adders();

  /**
   * @param keys where the keys of the hashes come from; the same on every node
   */
  public Limits(LimitPolicy policy, KeySource keys) {
    this.policy = policy;
    this.keys = new LimitKeys(keys);
  }

  /**
   * Counts a request of a client, whatever it asks for. To be called before anything else is done
   * for it, in a transaction of its own.
   */
  public Optional<LimitReached> client(Transaction transaction, IpAddress client) {
    LimitKey key = keys.of(Limit.CLIENT, LimitKeys.client(client));
    LimitKey bucket = keys.bucketOf(client);
    return policy
        .of(Limit.CLIENT)
        .map(rate -> List.of(new Counted(Limit.CLIENT, rate, key, bucket)))
        .flatMap(counted -> take(transaction, counted));
  }

  /** Counts a request that is about to be kept, and the mail that it will send. */
  public Optional<LimitReached> request(
      Transaction transaction, IpAddress address, EmailAddress email) {
    List<Counted> counted = mailOf(email);
    add(counted, Limit.ADDRESS, address.toString());
    return take(transaction, counted);
  }

  /** Counts a mail that a visitor asked for once more. */
  public Optional<LimitReached> mail(Transaction transaction, EmailAddress email) {
    return take(transaction, mailOf(email));
  }

  /**
   * Counts a delisting, in the transaction that does it.
   *
   * @param atOnce whether the press that confirmed it did it; one that went up the ladder does not
   *     count for {@link Limit#DELISTED_ADDRESS}
   */
  public Optional<LimitReached> delisting(
      Transaction transaction, IpAddress address, EmailAddress email, boolean atOnce) {
    return take(transaction, delistingOf(address, email, atOnce));
  }

  /** What would stand against a delisting that goes up the ladder. Counts no delisting. */
  public Optional<LimitReached> beforeDelisting(
      Transaction transaction, IpAddress address, EmailAddress email) {
    List<Counted> counted = delistingOf(address, email, false);
    return refused(reached(counted, transaction.limits().find(keysOf(counted)), transaction.now()));
  }

  /** Counts a delisting that no limit holds back, in the transaction that does it. */
  public void delistingByReviewer(Transaction transaction, IpAddress address, EmailAddress email) {
    List<Counted> counted = delistingOf(address, email, false);
    List<LimitKey> all = keysOf(counted);
    LimitRegister register = transaction.limits();
    register.lock(all);
    List<LimitRow> rows = register.find(all);
    counted.forEach(
        one -> {
          keep(register, one, rows, transaction.now(), policy.mostRows());
          adder(passed, one.limit()).increment();
        });
  }

  private List<Counted> delistingOf(IpAddress address, EmailAddress email, boolean atOnce) {
    List<Counted> counted = new ArrayList<>();
    if (atOnce) {
      add(counted, Limit.DELISTED_ADDRESS, address.toString());
    }
    add(counted, Limit.DELISTED_RANGE, LimitKeys.range(address));
    add(counted, Limit.DELISTED_MAILBOX, LimitKeys.mailbox(email));
    return counted;
  }

  private List<Counted> mailOf(EmailAddress email) {
    List<Counted> counted = new ArrayList<>();
    add(counted, Limit.PAUSE, LimitKeys.mailbox(email));
    add(counted, Limit.MAILBOX, LimitKeys.mailbox(email));
    add(counted, Limit.DOMAIN, email.domain());
    add(counted, Limit.MAILS, "");
    return counted;
  }

  private void add(List<Counted> counted, Limit limit, String text) {
    policy
        .of(limit)
        .ifPresent(
            rate -> {
              counted.add(new Counted(limit, rate, keys.of(limit, text), null));
              counted.sort((one, other) -> one.limit().compareTo(other.limit()));
            });
  }

  private static List<LimitKey> keysOf(List<Counted> counted) {
    return counted.stream().map(Counted::key).toList();
  }

  private Optional<LimitReached> take(Transaction transaction, List<Counted> counted) {
    List<LimitKey> all = keysOf(counted);
    LimitRegister register = transaction.limits();
    Instant now = transaction.now();
    Optional<LimitReached> reached = reached(counted, register.find(all), now);
    if (reached.isEmpty()) {
      register.lock(all);
      List<LimitRow> rows = register.find(all);
      reached = reached(counted, rows, now);
      if (reached.isEmpty()) {
        reached = put(register, counted, rows, now);
      }
    }
    return refused(reached);
  }

  private Optional<LimitReached> refused(Optional<LimitReached> reached) {
    reached.ifPresent(limit -> adder(refused, limit.limit()).increment());
    return reached;
  }

  private static Optional<LimitReached> reached(
      List<Counted> counted, List<LimitRow> rows, Instant now) {
    for (Counted one : counted) {
      PastTimes past = past(one, rows, now);
      if (past.count() >= one.rate().most()) {
        Instant roomAt =
            one.limit().isAboutMailbox() ? now.plus(one.rate().window()) : past.roomAt(one.rate());
        return Optional.of(reached(one, roomAt));
      }
    }
    return Optional.empty();
  }

  private static LimitReached reached(Counted one, Instant roomAt) {
    Instant cut = roomAt.truncatedTo(ChronoUnit.SECONDS);
    return new LimitReached(one.limit(), one.rate(), cut.equals(roomAt) ? cut : cut.plusSeconds(1));
  }

  private static PastTimes past(Counted one, List<LimitRow> rows, Instant now) {
    return rows.stream()
        .filter(row -> row.key().equals(one.key()))
        .findFirst()
        .map(row -> PastTimes.parse(row.times()).within(one.rate().window(), now))
        .orElse(PastTimes.NONE);
  }

  private Optional<LimitReached> put(
      LimitRegister register, List<Counted> counted, List<LimitRow> rows, Instant now) {
    for (Counted one : counted) {
      LimitKey bucket = one.bucket();
      if (keep(register, one, rows, now, policy.mostRows())) {
        adder(passed, one.limit()).increment();
      } else if (bucket == null) {
        return Optional.of(reached(one, now.plus(one.rate().window())));
      } else {
        return inBucket(register, one, bucket, now);
      }
    }
    return Optional.empty();
  }

  private static boolean keep(
      LimitRegister register, Counted one, List<LimitRow> rows, Instant now, int mostRows) {
    PastTimes times = past(one, rows, now).plus(now, one.rate());
    return register.put(
        new LimitRow(one.key(), times.toString(), now.plus(one.rate().window())), mostRows);
  }

  /** Its part is behind those of all limits, so nobody waits in a circle for it. */
  private Optional<LimitReached> inBucket(
      LimitRegister register, Counted one, LimitKey bucket, Instant now) {
    int most = Math.min(LARGEST_RATE, one.rate().most() * CLIENTS_OF_A_BUCKET);
    Counted all = new Counted(one.limit(), new Rate(most, one.rate().window()), bucket, null);
    register.lock(List.of(bucket));
    List<LimitRow> rows = register.find(List.of(bucket));
    PastTimes past = past(all, rows, now);
    if (past.count() >= most) {
      return Optional.of(reached(one, past.roomAt(all.rate())));
    }
    // There are no more buckets than rows.
    keep(register, all, rows, now, LimitKeys.BUCKETS);
    adder(shared, one.limit()).increment();
    return Optional.empty();
  }

  /** What each limit has done in this process since its start. */
  public LimitCounts counts(Limit limit) {
    return new LimitCounts(
        adder(passed, limit).sum(), adder(refused, limit).sum(), adder(shared, limit).sum());
  }

  private static Map<Limit, LongAdder> adders() {
    Map<Limit, LongAdder> adders = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      adders.put(limit, new LongAdder());
    }
    return adders;
  }

  private static LongAdder adder(Map<Limit, LongAdder> adders, Limit limit) {
    LongAdder adder = adders.get(limit);
    if (adder == null) {
      throw new IllegalStateException("every limit has its counters");
    }
    return adder;
  }
}
