package io.delist.limit;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.LimitKey;
import io.delist.store.LimitRegister;
import io.delist.store.LimitRow;
import io.delist.store.Transaction;
import io.delist.token.KeySource;
import io.delist.token.KeyedHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

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
 * ask for; where their pool is full of counts that have not ended, the counts that are there go on
 * and a further client passes uncounted, since whoever has so many addresses has a fresh count for
 * each anyway. Any other limit whose pool is full refuses.
 *
 * <p><b>Cost:</b> one question to the store if refused; else a lock, a question and a row for each
 * key. <b>Threads:</b> safe.
 */
public final class Limits {

  private static final int CLIENT_BITS_V4 = 32;
  private static final int CLIENT_BITS_V6 = 64;
  private static final int RANGE_BITS_V4 = 24;
  private static final int RANGE_BITS_V6 = 48;
  private static final char TAG = '+';

  /** One limit, and the key that is counted under it. */
  private record Counted(Limit limit, Rate rate, LimitKey key) {}

  private final LimitPolicy policy;
  private final KeyedHash hash;
  private final Map<Limit, LongAdder> passed = adders();
  private final Map<Limit, LongAdder> refused = adders();
  private final Map<Limit, LongAdder> uncounted = adders();

  /**
   * @param keys where the keys of the hashes come from; the same on every node
   */
  public Limits(LimitPolicy policy, KeySource keys) {
    this.policy = policy;
    this.hash = new KeyedHash(keys);
  }

  /**
   * Counts a request of a client, whatever it asks for. To be called before anything else is done
   * for it.
   */
  public Optional<LimitReached> client(Transaction transaction, IpAddress client) {
    String key = client.prefix(client.isV4() ? CLIENT_BITS_V4 : CLIENT_BITS_V6).toString();
    List<Counted> counted = new ArrayList<>();
    add(counted, Limit.CLIENT, key);
    return take(transaction, counted);
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
   * Counts a delisting that a mailbox confirms.
   *
   * @param atOnce whether it takes effect at once; one that goes up the ladder instead does not
   *     count for {@link Limit#DELISTED_ADDRESS}
   */
  public Optional<LimitReached> delisting(
      Transaction transaction, IpAddress address, EmailAddress email, boolean atOnce) {
    List<Counted> counted = new ArrayList<>();
    if (atOnce) {
      add(counted, Limit.DELISTED_ADDRESS, address.toString());
    }
    add(
        counted,
        Limit.DELISTED_RANGE,
        address.prefix(address.isV4() ? RANGE_BITS_V4 : RANGE_BITS_V6).toString());
    add(counted, Limit.DELISTED_MAILBOX, mailboxKey(email));
    return take(transaction, counted);
  }

  private List<Counted> mailOf(EmailAddress email) {
    List<Counted> counted = new ArrayList<>();
    add(counted, Limit.PAUSE, mailboxKey(email));
    add(counted, Limit.MAILBOX, mailboxKey(email));
    add(counted, Limit.DOMAIN, email.domain());
    add(counted, Limit.MAILS, "");
    return counted;
  }

  /** The mailbox without a tag: {@code a+b@example.org} is delivered where {@code a@} is. */
  static String mailboxKey(EmailAddress email) {
    String canonical = email.canonical();
    int tag = canonical.indexOf(TAG);
    int at = canonical.lastIndexOf('@');
    return tag > 0 && tag < at ? canonical.substring(0, tag) + canonical.substring(at) : canonical;
  }

  private void add(List<Counted> counted, Limit limit, String key) {
    policy
        .of(limit)
        .ifPresent(
            rate -> {
              byte[] bytes = hash.of(limit.id(), key);
              counted.add(
                  new Counted(
                      limit,
                      rate,
                      new LimitKey(
                          limit.pool(), KeyedHash.bits(bytes, 0), KeyedHash.bits(bytes, 1))));
            });
  }

  private Optional<LimitReached> take(Transaction transaction, List<Counted> counted) {
    counted.sort((one, other) -> one.limit().compareTo(other.limit()));
    List<LimitKey> keys = counted.stream().map(Counted::key).toList();
    LimitRegister register = transaction.limits();
    Instant now = transaction.now();
    Optional<LimitReached> reached = reached(counted, register.find(keys), now);
    if (reached.isEmpty()) {
      register.lock(keys);
      List<LimitRow> rows = register.find(keys);
      reached = reached(counted, rows, now);
      if (reached.isEmpty()) {
        reached = put(register, counted, rows, now);
      }
    }
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
      PastTimes times = past(one, rows, now).plus(now, one.rate());
      LimitRow row = new LimitRow(one.key(), times.toString(), now.plus(one.rate().window()));
      boolean kept = register.put(row, policy.mostRows());
      if (!kept && !one.limit().passesWhenFull()) {
        return Optional.of(reached(one, now.plus(one.rate().window())));
      }
      adder(kept ? passed : uncounted, one.limit()).increment();
    }
    return Optional.empty();
  }

  /** What each limit has done in this process since its start. */
  public LimitCounts counts(Limit limit) {
    return new LimitCounts(
        adder(passed, limit).sum(), adder(refused, limit).sum(), adder(uncounted, limit).sum());
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
