package io.delist.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.Transaction;
import io.delist.store.memory.MemoryStore;
import io.delist.token.KeyRing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  private static final EmailAddress EMAIL = EmailAddress.parse("Sender@example.org");
  private static final IpAddress ADDRESS = IpAddress.parse("203.0.113.9");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
  private final MemoryStore store = new MemoryStore(now::get);
  private Limits limits = limits(LimitPolicy.defaults());

  private static Limits limits(LimitPolicy policy) {
    return new Limits(policy, ring(1));
  }

  private static KeyRing ring(long seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return KeyRing.of("k1", secret);
  }

  private Optional<Limit> ask(Function<Transaction, Optional<LimitReached>> question) {
    return store.write(question).map(LimitReached::limit);
  }

  private Optional<Limit> client(String address) {
    return ask(transaction -> limits.client(transaction, IpAddress.parse(address)));
  }

  private Optional<Limit> request(String address, String email) {
    return ask(
        transaction ->
            limits.request(transaction, IpAddress.parse(address), EmailAddress.parse(email)));
  }

  private Optional<Limit> delisting(String address, String email) {
    return ask(
        transaction ->
            limits.delisting(
                transaction, IpAddress.parse(address), EmailAddress.parse(email), true));
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void aClientMakesTenRequestsInAnHour() {
    for (int i = 0; i < 10; i++) {
      assertThat(client("198.51.100.7")).isEmpty();
      pass(Duration.ofMinutes(1));
    }
    assertThat(client("198.51.100.7")).contains(Limit.CLIENT);
    assertThat(client("198.51.100.8")).as("another client").isEmpty();
    pass(Duration.ofMinutes(50));
    assertThat(client("198.51.100.7")).isEmpty();
    assertThat(client("198.51.100.7")).contains(Limit.CLIENT);
  }

  @Test
  void anIpv6ClientIsItsSlash64() {
    for (int i = 0; i < 10; i++) {
      assertThat(client("2001:db8:1:2::" + i)).isEmpty();
    }
    assertThat(client("2001:db8:1:2:ffff::1")).contains(Limit.CLIENT);
    assertThat(client("2001:db8:1:3::1")).isEmpty();
  }

  @Test
  void aMailboxGetsThreeMailsInADayEachAMinuteApartWhateverItsTagsAndCapitals() {
    assertThat(request("192.0.2.1", "sender@example.org")).isEmpty();
    pass(Duration.ofSeconds(59));
    assertThat(request("192.0.2.2", "SENDER@example.org")).contains(Limit.PAUSE);
    pass(Duration.ofSeconds(1));
    assertThat(request("192.0.2.3", "sender+one@example.org")).isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(ask(transaction -> limits.mail(transaction, EMAIL))).as("once more").isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(request("192.0.2.4", "sender+two@example.org")).contains(Limit.MAILBOX);
    assertThat(ask(transaction -> limits.mail(transaction, EMAIL))).contains(Limit.MAILBOX);
    assertThat(request("192.0.2.4", "sender@sub.example.org")).isEmpty();
    pass(Duration.ofHours(24).minusMinutes(3));
    assertThat(request("192.0.2.5", "sender@example.org")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a+b@example.org, a@example.org",
    "A+b+c@Example.ORG, a@example.org",
    "a+@example.org, a@example.org",
    "+b@example.org, +b@example.org",
    "a-b@example.org, a-b@example.org"
  })
  void tagsDoNotCount(String email, String key) {
    assertThat(LimitKeys.mailbox(EmailAddress.parse(email))).isEqualTo(key);
  }

  @Test
  void whatIsRefusedByOneLimitCountsForNoOther() {
    limits = limits(LimitPolicy.defaults().without(Limit.PAUSE));
    for (int i = 0; i < 3; i++) {
      assertThat(request("192.0.2.1", "a" + i + "@example.org")).isEmpty();
    }
    for (int i = 0; i < 20; i++) {
      assertThat(request("192.0.2.1", "b@example.org")).contains(Limit.ADDRESS);
    }
    assertThat(request("192.0.2.2", "b@example.org")).isEmpty();
    assertThat(limits.counts(Limit.ADDRESS)).isEqualTo(new LimitCounts(4, 20, 0));
    assertThat(limits.counts(Limit.MAILBOX)).isEqualTo(new LimitCounts(4, 0, 0));
  }

  @Test
  void whatIsRolledBackCountsNothing() {
    for (int i = 0; i < 20; i++) {
      store.read(transaction -> limits.request(transaction, ADDRESS, EMAIL));
    }
    assertThat(request("203.0.113.9", "sender@example.org")).isEmpty();
  }

  @Test
  void aDomainGetsSixtyMailsInAnHour() {
    for (int i = 0; i < 60; i++) {
      assertThat(request("192.0.2." + i, "user" + i + "@example.org")).isEmpty();
    }
    assertThat(request("192.0.2.99", "another@example.org")).contains(Limit.DOMAIN);
    assertThat(request("192.0.2.99", "another@example.net")).isEmpty();
  }

  @Test
  void athousandMailsAreSentInAnHour() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(request("10.0." + i / 250 + "." + i % 250, "u@d" + i + ".example")).isEmpty();
      pass(Duration.ofMillis(500));
    }
    LimitReached reached =
        store.write(transaction -> limits.request(transaction, ADDRESS, EMAIL)).orElseThrow();
    assertThat(reached.limit()).isEqualTo(Limit.MAILS);
    // The first sixtieth of the hour ends as a whole: 120 mails were made in it.
    assertThat(reached.retryAt())
        .isBetween(now.get(), Instant.parse("2026-11-23T13:01:00Z"))
        .isEqualTo(Instant.parse("2026-11-23T13:01:00Z"));
    now.set(reached.retryAt());
    assertThat(request("203.0.113.9", "sender@example.org")).isEmpty();
  }

  @Test
  void delistingsAreLimitedPerAddressRangeAndMailbox() {
    for (int i = 0; i < 5; i++) {
      assertThat(delisting("192.0.2." + i, "a@example.org")).isEmpty();
    }
    assertThat(delisting("198.51.100.1", "a@example.org")).contains(Limit.DELISTED_MAILBOX);
    assertThat(delisting("192.0.2.0", "b@example.org")).contains(Limit.DELISTED_ADDRESS);
    for (int i = 5; i < 8; i++) {
      assertThat(delisting("192.0.2." + i, "b@example.org")).isEmpty();
    }
    assertThat(delisting("192.0.2.8", "c@example.org")).contains(Limit.DELISTED_RANGE);
    assertThat(delisting("192.0.3.8", "c@example.org")).isEmpty();
    pass(Duration.ofHours(24));
    assertThat(delisting("192.0.2.0", "a@example.org")).isEmpty();
  }

  @Test
  void whatGoesUpTheLadderCountsForRangeAndMailboxAlone() {
    for (int i = 0; i < 5; i++) {
      assertThat(ask(t -> limits.delisting(t, ADDRESS, EMAIL, false))).isEmpty();
    }
    assertThat(ask(t -> limits.delisting(t, ADDRESS, EMAIL, false)))
        .contains(Limit.DELISTED_MAILBOX);
    assertThat(delisting("203.0.113.9", "other@example.org")).isEmpty();
  }

  @Test
  void anIpv6RangeIsItsSlash48() {
    for (int i = 0; i < 8; i++) {
      assertThat(delisting("2001:db8:1:" + i + "::1", "u" + i + "@example.org")).isEmpty();
    }
    assertThat(delisting("2001:db8:1:ffff::1", "x@example.org")).contains(Limit.DELISTED_RANGE);
    assertThat(delisting("2001:db8:2::1", "x@example.org")).isEmpty();
  }

  @Test
  void whenAMailboxWasMailedIsToldToNobody() {
    request("192.0.2.1", "sender@example.org");
    pass(Duration.ofSeconds(59).plusMillis(1));
    LimitReached reached =
        store.write(transaction -> limits.request(transaction, ADDRESS, EMAIL)).orElseThrow();
    assertThat(reached.limit()).isEqualTo(Limit.PAUSE);
    assertThat(reached.retryAt())
        .as("a whole pause from now on, in whole seconds")
        .isEqualTo(Instant.parse("2026-11-23T12:02:00Z"));
    for (int i = 0; i < 10; i++) {
      client("198.51.100.7");
    }
    pass(Duration.ofMinutes(10));
    assertThat(
            store
                .write(t -> limits.client(t, IpAddress.parse("198.51.100.7")))
                .orElseThrow()
                .retryAt())
        .as("the client's own doing")
        .isEqualTo(Instant.parse("2026-11-23T13:01:00Z"));
  }

  @Test
  void beforeADelistingNothingIsCountedAndAReviewersIsCountedWhateverTheLimitsSay() {
    for (int i = 0; i < 20; i++) {
      assertThat(ask(t -> limits.beforeDelisting(t, ADDRESS, EMAIL))).isEmpty();
    }
    assertThat(limits.counts(Limit.DELISTED_MAILBOX)).isEqualTo(new LimitCounts(0, 0, 0));
    for (int i = 0; i < 7; i++) {
      store.run(t -> limits.delistingByReviewer(t, ADDRESS, EMAIL));
    }
    assertThat(ask(t -> limits.beforeDelisting(t, ADDRESS, EMAIL)))
        .contains(Limit.DELISTED_MAILBOX);
    assertThat(limits.counts(Limit.DELISTED_MAILBOX)).isEqualTo(new LimitCounts(7, 1, 0));
    assertThat(delisting("203.0.113.10", "other@example.org")).isEmpty();
    assertThat(delisting("203.0.113.11", "other@example.org")).contains(Limit.DELISTED_RANGE);
    pass(Duration.ofHours(24));
    assertThat(ask(t -> limits.beforeDelisting(t, ADDRESS, EMAIL))).isEmpty();
  }

  @Test
  void aLimitThatIsOffCountsNothing() {
    limits = limits(LimitPolicy.none());
    for (int i = 0; i < 2_000; i++) {
      assertThat(request("192.0.2.1", "sender@example.org")).isEmpty();
    }
    assertThat(limits.counts(Limit.MAILS)).isEqualTo(new LimitCounts(0, 0, 0));
  }

  @Test
  void clientsWithoutEndTakeNoMoreRowsAreCountedTogetherAndLockNobodyOut() {
    limits = limits(LimitPolicy.defaults().withMostRows(1_000));
    for (int i = 0; i < 10; i++) {
      client("198.51.100.7");
    }
    int passed = 0;
    for (int i = 0; i < 20_000; i++) {
      IpAddress address = IpAddress.ofV6(0x2001_0db8_0000_0000L + i, 1);
      passed += ask(transaction -> limits.client(transaction, address)).isEmpty() ? 1 : 0;
    }
    LimitCounts counts = limits.counts(Limit.CLIENT);
    assertThat(counts.passed() - 10).as("rows").isBetween(900L, 1_008L);
    assertThat(counts.shared()).as("ten times a client's for all others").isEqualTo(100);
    assertThat(passed).isEqualTo(counts.passed() - 10 + counts.shared());
    assertThat(counts.refused()).isEqualTo(20_000 - passed);
    assertThat(client("198.51.100.7")).as("what was counted is still").contains(Limit.CLIENT);
    assertThat(client("203.0.113.5")).as("of another network").isEmpty();
    assertThat(
            store.<Optional<LimitReached>>write(
                t -> limits.client(t, IpAddress.parse("2001:db8:ffff::1"))))
        .hasValueSatisfying(
            reached -> {
              assertThat(reached.rate()).isEqualTo(Limit.CLIENT.usual());
              assertThat(reached.retryAt()).isAfter(now.get());
            });
    assertThat(request("192.0.2.1", "sender@example.org")).as("the others hold").isEmpty();
    assertThat(request("192.0.2.1", "sender@example.org")).contains(Limit.PAUSE);
    pass(Duration.ofHours(1));
    assertThat(client("192.0.2.77")).isEmpty();
    assertThat(limits.counts(Limit.CLIENT).passed())
        .as("room again")
        .isGreaterThan(counts.passed());
  }

  @Test
  void clientsOfEveryNetworkTakeNoMoreRowsThanThereAreBucketsAndNobodyPassesWithoutEnd() {
    limits =
        limits(
            LimitPolicy.defaults()
                .withMostRows(1_000)
                .with(Limit.CLIENT, new Rate(1, Duration.ofHours(1))));
    for (int i = 0; i < 200_000; i++) {
      IpAddress address = IpAddress.ofV4(i * 21_001);
      ask(transaction -> limits.client(transaction, address));
    }
    LimitCounts counts = limits.counts(Limit.CLIENT);
    assertThat(counts.shared()).isBetween(35_000L, 10L * LimitKeys.BUCKETS);
    assertThat(counts.passed() + counts.shared() + counts.refused()).isEqualTo(200_000);
    pass(Duration.ofHours(1));
    int rows = 0;
    for (int purged = purge(); purged > 0; purged = purge()) {
      rows += purged;
    }
    assertThat(rows).isBetween(LimitKeys.BUCKETS, LimitKeys.BUCKETS + 1_008);
  }

  private int purge() {
    return store.write(transaction -> transaction.limits().purge());
  }

  @Test
  void anyOtherLimitWithoutRoomRefuses() {
    limits =
        limits(LimitPolicy.none().with(Limit.ADDRESS, Limit.ADDRESS.usual()).withMostRows(1_000));
    int passed = 0;
    for (int i = 0; i < 3_000; i++) {
      IpAddress address = IpAddress.ofV4(i);
      passed += ask(t -> limits.request(t, address, EMAIL)).isEmpty() ? 1 : 0;
    }
    assertThat(passed).isBetween(900, 1_008);
    assertThat(limits.counts(Limit.ADDRESS).refused()).isEqualTo(3_000 - passed);
  }

  @Test
  void anotherKeyBeginsAllCountsAnew() {
    assertThat(request("192.0.2.1", "sender@example.org")).isEmpty();
    limits = new Limits(LimitPolicy.defaults(), ring(2));
    assertThat(request("192.0.2.1", "sender@example.org")).isEmpty();
    assertThat(request("192.0.2.1", "sender@example.org")).contains(Limit.PAUSE);
  }

  @Test
  void ofSeveralLimitsThatAreReachedTheNarrowerIsNamed() {
    Rate once = Rate.parse("1/1h");
    limits =
        limits(
            LimitPolicy.none()
                .with(Limit.ADDRESS, once)
                .with(Limit.DOMAIN, once)
                .with(Limit.MAILS, once));
    assertThat(request("192.0.2.1", "a@example.org")).isEmpty();

    assertThat(request("192.0.2.1", "b@example.org")).contains(Limit.ADDRESS);
    assertThat(request("192.0.2.2", "b@example.org")).contains(Limit.DOMAIN);
    assertThat(request("192.0.2.2", "b@example.net")).contains(Limit.MAILS);
  }
}
