package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A listing is told once that its time is over; and what nothing refers to any more goes. */
class ExpiryContractTest extends StoreContract {

  private static final IpPrefix HOST = IpPrefix.parse("192.0.2.7/32");
  private static final IpPrefix OTHER = IpPrefix.parse("2001:db8::/48");
  private static final Source TRAP = new Source("detector:trap");

  private static Listing listing(IpPrefix prefix, Source source, @Nullable Instant end) {
    return new Listing(prefix, new ListingTerms(source, ReasonCode.BANNED, "", NOON, NOON, end));
  }

  private void write(Change... changes) {
    store().run(transaction -> transaction.list().apply(List.of(changes)));
  }

  private List<Listing> due(Instant now) {
    return due(now, 10);
  }

  private List<Listing> due(Instant now, int limit) {
    return read(transaction -> transaction.expiries().due(now, limit));
  }

  private List<Listing> at(IpPrefix prefix) {
    return read(transaction -> transaction.list().listingsCovering(prefix));
  }

  private boolean take(IpPrefix prefix, Source source) {
    return write(
        transaction -> {
          transaction.list().lock();
          return transaction.expiries().take(prefix, source);
        });
  }

  @Test
  void aListingIsDueFromItsEndOnUntilItIsTaken() {
    Listing first = listing(HOST, TRAP, NOON.plusSeconds(10));
    Listing second = listing(OTHER, Source.OPERATOR, NOON.plusSeconds(20));
    write(
        new Change.Listed(second),
        new Change.Listed(first),
        new Change.Listed(listing(HOST, Source.OPERATOR, null)));
    assertThat(due(NOON.plusSeconds(9))).isEmpty();
    assertThat(due(NOON.plusSeconds(10))).containsExactly(first);
    assertThat(due(NOON.plusSeconds(20))).containsExactly(first, second);
    assertThat(due(NOON.plusSeconds(20), 1)).containsExactly(first);
    assertThat(take(HOST, TRAP)).isTrue();
    assertThat(take(HOST, TRAP)).as("once").isFalse();
    assertThat(take(HOST, Source.OPERATOR)).as("has no end").isFalse();
    assertThat(due(NOON.plusSeconds(20))).containsExactly(second);
  }

  @Test
  void whatIsWrittenAnewIsDueAtItsNewEndAndWhatIsGoneNever() {
    write(new Change.Listed(listing(HOST, TRAP, NOON.plusSeconds(10))));
    assertThat(take(HOST, TRAP)).isTrue();
    Listing longer = listing(HOST, TRAP, NOON.plusSeconds(60));
    write(new Change.Listed(longer));
    assertThat(due(NOON.plusSeconds(59))).isEmpty();
    assertThat(due(NOON.plusSeconds(60))).containsExactly(longer);
    write(new Change.Listed(listing(HOST, TRAP, null)));
    assertThat(due(NOON.plusSeconds(60))).isEmpty();
    write(new Change.Listed(longer), new Change.Unlisted(HOST, TRAP));
    assertThat(due(NOON.plusSeconds(60))).isEmpty();
    assertThat(take(HOST, TRAP)).isFalse();
  }

  @Test
  void whatATransactionTookThatFailsIsDueAgain() {
    write(new Change.Listed(listing(HOST, TRAP, NOON.plusSeconds(10))));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                store()
                    .run(
                        transaction -> {
                          transaction.list().lock();
                          assertThat(transaction.expiries().take(HOST, TRAP)).isTrue();
                          throw new IllegalStateException("the node goes down");
                        }));
    assertThat(due(NOON.plusSeconds(10))).hasSize(1);
    assertThat(take(HOST, TRAP)).isTrue();
  }

  @Test
  void ofSeveralNodesOneTakesAnEnd() {
    for (int round = 0; round < 10; round++) {
      write(new Change.Listed(listing(HOST, TRAP, NOON.plusSeconds(10))));
      AtomicInteger winners = new AtomicInteger();
      Threads threads = new Threads();
      for (int node = 0; node < 6; node++) {
        threads.start(
            () -> {
              if (take(HOST, TRAP)) {
                winners.incrementAndGet();
              }
            });
      }
      threads.join();
      assertThat(winners).hasValue(1);
    }
  }

  /** Terms are rows of their own in a database: those of the list and of the log stay. */
  @Test
  void whatNoListingAndNoChangeRefersToGoes() {
    for (int i = 0; i < 6; i++) {
      write(new Change.Listed(listing(HOST, TRAP, NOON.plusSeconds(10 + i))));
    }
    write(new Change.Listed(listing(OTHER, TRAP, null)));
    int inLog = forgetTerms();
    assertThat(inLog).as("the log refers to all").isZero();

    store().run(transaction -> transaction.list().forgetChanges(4));
    assertThat(forgetTerms()).isEqualTo(backend == Backend.MEMORY ? 0 : 4);
    assertThat(forgetTerms()).isZero();

    forgetAllChanges();
    assertThat(forgetTerms()).as("5; 6 is the list's").isEqualTo(backend == Backend.MEMORY ? 0 : 1);
    assertThat(at(HOST)).containsExactly(listing(HOST, TRAP, NOON.plusSeconds(15)));
    assertThat(at(OTHER)).hasSize(1);

    write(new Change.Unlisted(HOST, TRAP));
    forgetAllChanges();
    assertThat(forgetTerms())
        .as("the log holds no listing: what the list has stays")
        .isEqualTo(backend == Backend.MEMORY ? 0 : 1);
    assertThat(at(OTHER)).hasSize(1);
  }

  private void forgetAllChanges() {
    long last = revision();
    store().run(transaction -> transaction.list().forgetChanges(last));
  }

  private int forgetTerms() {
    return write(transaction -> transaction.list().forgetTerms());
  }
}
