package io.delist.store;

import static io.delist.store.Samples.DROP;
import static io.delist.store.Samples.EARLIER;
import static io.delist.store.Samples.allowed;
import static io.delist.store.Samples.changesAfter;
import static io.delist.store.Samples.exempted;
import static io.delist.store.Samples.listed;
import static io.delist.store.Samples.listing;
import static io.delist.store.Samples.state;
import static io.delist.store.Samples.unlisted;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListRegisterContractTest extends StoreContract {

  private long apply(Change... changes) {
    return write(transaction -> transaction.list().apply(List.of(changes)));
  }

  @Test
  void anEmptyStoreIsAtRevisionNought() {
    assertThat(revision()).isZero();
    assertThat((long) read(transaction -> transaction.list().readState(change -> {}))).isZero();
    assertThat(state(store())).isEmpty();
    assertThat(changesAfter(store(), 0)).isEmpty();
    assertThat((long) write(transaction -> transaction.list().apply(List.of()))).isZero();
  }

  @Test
  void countsThePrefixesOfEachSource() {
    assertThat((Map<Source, Long>) read(transaction -> transaction.list().countBySource()))
        .isEmpty();
    apply(
        listed("192.0.2.0/24", DROP),
        listed("192.0.2.0/24", Source.OPERATOR),
        listed("2001:db8::/32", DROP));
    apply(unlisted("192.0.2.0/24", Source.OPERATOR));

    assertThat((Map<Source, Long>) read(transaction -> transaction.list().countBySource()))
        .containsExactly(Map.entry(DROP, 2L));
  }

  @Test
  void theEpochStays() {
    String epoch = epoch(store());
    apply(listed("192.0.2.0/24", DROP));
    assertThat(epoch(store())).isEqualTo(epoch).isNotBlank();
  }

  @Test
  void twoStoresHaveTwoEpochs() {
    try (StoreFixture other = backend.open(clock)) {
      assertThat(epoch(store())).isNotEqualTo(epoch(other.store()));
    }
  }

  @Test
  void everyFieldComesBackInLogAndState() {
    Instant odd = Instant.parse("2026-02-03T04:05:06.007Z");
    Instant far = Instant.parse("9999-12-31T23:59:59.999Z");
    String awkward = "O'Hara said \"no\"; -- \\ % _ {?} $1 스팸 \uD83D\uDE00 é";
    List<Change> all =
        List.of(
            new Change.Listed(
                new Listing(
                    IpPrefix.parse("192.0.2.0/24"),
                    new ListingTerms(DROP, new ReasonCode(649), awkward, odd, EARLIER, far))),
            new Change.Listed(
                new Listing(
                    IpPrefix.parse("2001:db8::/33"),
                    new ListingTerms(
                        Source.OPERATOR, ReasonCode.BANNED, "", odd, odd.plusMillis(1), null))),
            new Change.Listed(
                new Listing(
                    IpPrefix.parse("1000:2000:3000:4000:5000:6000:7000:8000/128"),
                    new ListingTerms(
                        new Source("x".repeat(64)),
                        ReasonCode.BANNED,
                        "가".repeat(200),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH.plusMillis(1)))),
            new Change.Exempted(
                new Exemption(IpPrefix.parse("192.0.2.7/32"), odd, odd.plusMillis(1))),
            new Change.Exempted(new Exemption(IpPrefix.parse("2001:db8::/64"), EARLIER, null)),
            new Change.Allowed(new AllowEntry(IpPrefix.parse("0.0.0.0/0"), awkward)),
            new Change.Allowed(new AllowEntry(IpPrefix.parse("::/0"), "")));

    long revision = write(transaction -> transaction.list().apply(all));

    assertThat(changesAfter(store(), revision - 1)).isEqualTo(all);
    assertThat(state(store())).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void everyKindOfChangeIsReadBackAndDoesWhatItSays() {
    List<Change> first =
        List.of(listed("192.0.2.0/24", DROP), exempted("192.0.2.7/32"), allowed("10.0.0.0/8"));
    List<Change> second =
        List.of(
            unlisted("192.0.2.0/24", DROP),
            new Change.ExemptionEnded(IpPrefix.parse("192.0.2.7/32")),
            new Change.Disallowed(IpPrefix.parse("10.0.0.0/8")));
    write(transaction -> transaction.list().apply(first));
    write(transaction -> transaction.list().apply(second));
    assertThat(changesAfter(store(), 0)).startsWith(first.toArray(Change[]::new)).hasSize(6);
    assertThat(changesAfter(store(), 1)).isEqualTo(second);
    assertThat(state(store())).isEmpty();
  }

  @Test
  void changesAfterARevisionAreExactlyTheLaterOnesInOrder() {
    List<List<Change>> revisions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<Change> changes = new ArrayList<>();
      for (int j = 0; j <= i; j++) {
        changes.add(listed("10." + i + "." + (11 - j) + ".0/24", DROP));
      }
      revisions.add(changes);
      assertThat((long) write(transaction -> transaction.list().apply(changes))).isEqualTo(i + 1);
    }
    for (int after = 0; after <= 12; after++) {
      List<Change> later = revisions.subList(after, 12).stream().flatMap(List::stream).toList();
      assertThat(changesAfter(store(), after)).isEqualTo(later);
    }
    assertThat(changesAfter(store(), 99)).isEmpty();
    assertThat((long) read(transaction -> transaction.list().readChanges(99, change -> {})))
        .isEqualTo(12);
  }

  @Test
  void aLaterChangeInOneSetWinsOverAnEarlierOne() {
    apply(
        listed("192.0.2.0/24", DROP),
        unlisted("192.0.2.0/24", DROP),
        unlisted("192.0.2.0/25", DROP),
        listed("192.0.2.0/25", DROP),
        exempted("192.0.2.7/32"),
        new Change.ExemptionEnded(IpPrefix.parse("192.0.2.7/32")));
    assertThat(state(store())).containsExactly(listed("192.0.2.0/25", DROP));
  }

  @Test
  void removingOneSourceLeavesTheOther() {
    apply(listed("192.0.2.0/24", DROP), listed("192.0.2.0/24", Source.OPERATOR));
    apply(unlisted("192.0.2.0/24", DROP));
    assertThat(state(store())).containsExactly(listed("192.0.2.0/24", Source.OPERATOR));
  }

  @Test
  void newTermsReplaceTheOldOnesOfTheSameSource() {
    apply(listed("192.0.2.0/24", DROP));
    ListingTerms next =
        new ListingTerms(DROP, new ReasonCode(610), "again", EARLIER, EARLIER, null);
    Change replaced = new Change.Listed(new Listing(IpPrefix.parse("192.0.2.0/24"), next));
    apply(replaced);
    assertThat(state(store())).containsExactly(replaced);
  }

  @Test
  void endingWhatIsNotThereIsARevisionThatChangesNothing() {
    long revision =
        apply(
            unlisted("192.0.2.0/24", DROP),
            new Change.ExemptionEnded(IpPrefix.parse("192.0.2.7/32")),
            new Change.Disallowed(IpPrefix.parse("10.0.0.0/8")));
    assertThat(revision).isEqualTo(1);
    assertThat(state(store())).isEmpty();
  }

  @Test
  void aTransactionSeesItsOwnRevision() {
    store()
        .run(
            transaction -> {
              transaction.list().apply(List.of(listed("192.0.2.0/24", DROP)));
              assertThat(transaction.list().revision()).isEqualTo(1);
              List<Change> seen = new ArrayList<>();
              assertThat(transaction.list().readState(seen::add)).isEqualTo(1);
              assertThat(transaction.list().readChanges(0, seen::add)).isEqualTo(1);
              assertThat(seen).hasSize(2);
            });
  }

  @Test
  void theListingsOfASourceAreItsOwn() {
    apply(
        listed("192.0.2.0/24", DROP),
        listed("192.0.2.0/24", Source.OPERATOR),
        listed("2001:db8::/32", DROP));
    List<Listing> found = new ArrayList<>();
    store()
        .read(
            transaction -> {
              transaction.list().readListings(DROP, found::add);
              return found;
            });
    assertThat(found)
        .containsExactlyInAnyOrder(listing("192.0.2.0/24", DROP), listing("2001:db8::/32", DROP));
  }

  @Test
  void aReaderMayAskTheSameTransactionMore() {
    apply(listed("192.0.2.0/24", DROP), listed("192.0.2.7/32", DROP));
    List<Integer> covering = new ArrayList<>();
    store()
        .run(
            transaction ->
                transaction
                    .list()
                    .readListings(
                        DROP,
                        found -> {
                          covering.add(transaction.list().listingsCovering(found.prefix()).size());
                          transaction.list().apply(List.of(exempted(found.prefix().toString())));
                        }));
    assertThat(covering).containsExactlyInAnyOrder(1, 2);
    assertThat(revision()).isEqualTo(3);
  }
}
