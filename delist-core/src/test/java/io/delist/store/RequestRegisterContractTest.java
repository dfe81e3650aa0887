package io.delist.store;

import static io.delist.store.Samples.id;
import static io.delist.store.Samples.request;
import static io.delist.store.Samples.withEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRegisterContractTest extends StoreContract {

  private void insert(DelistRequest... requests) {
    store().run(transaction -> Arrays.asList(requests).forEach(transaction.requests()::insert));
  }

  private boolean replace(DelistRequest read, DelistRequest next) {
    return write(transaction -> transaction.requests().replace(read, next));
  }

  private Optional<DelistRequest> find(long number) {
    return read(transaction -> transaction.requests().find(id(number)));
  }

  private static List<Long> numbers(List<DelistRequest> requests) {
    return requests.stream().map(request -> request.id().high()).toList();
  }

  @Test
  void everyFieldComesBack() {
    DelistRequest plain = request(1, "2001:db8::7", NOON);
    DelistRequest full =
        withEmail(request(2, "192.0.2.7", NOON), "Some.One+tag@xn--9t4b11yi5a.example")
            .in(RequestState.REMOVING, NOON.plusMillis(1))
            .withWrongCode()
            .pressed(NOON.plusMillis(2), 1L << 40);
    insert(plain, full);
    assertThat(find(1)).contains(plain);
    assertThat(find(2)).contains(full);
    assertThat(find(2).orElseThrow().email()).hasToString(full.email().toString());
    assertThat(find(3)).isEmpty();
  }

  @Test
  void timesAreKeptInMilliseconds() {
    Instant fine = NOON.plusNanos(999_999);
    insert(request(1, "192.0.2.7", fine).pressed(fine, 1));
    assertThat(find(1)).contains(request(1, "192.0.2.7", NOON).pressed(NOON, 1));
  }

  @Test
  void anIdIsTakenOnce() {
    insert(request(1, "192.0.2.7", NOON));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> insert(request(1, "192.0.2.8", NOON)))
        .withMessageContaining(id(1).toString());
    assertThat(find(1)).contains(request(1, "192.0.2.7", NOON));
  }

  @Test
  void replaceNeedsTheRequestAsItWasRead() {
    DelistRequest read = request(1, "192.0.2.7", NOON);
    insert(read);
    DelistRequest next = read.in(RequestState.AWAITING_CONFIRMATION, NOON.plusSeconds(1));
    assertThat(replace(read.withWrongCode(), next)).as("another count of codes").isFalse();
    assertThat(replace(read, next)).isTrue();
    assertThat(replace(read, read.in(RequestState.EXPIRED, NOON))).as("another state").isFalse();
    assertThat(find(1)).contains(next);
    DelistRequest full = next.withWrongCode().pressed(NOON.plusMillis(7), 42);
    assertThat(replace(next, full)).isTrue();
    assertThat(find(1)).contains(full);
  }

  @Test
  void replaceOfARequestThatIsNotThereDoesNothing() {
    DelistRequest read = request(1, "192.0.2.7", NOON);
    assertThat(replace(read, read.withWrongCode())).isFalse();
    assertThat(find(1)).isEmpty();
  }

  @Test
  void replaceRefusesWhatItCouldNotTellApart() {
    DelistRequest read = request(1, "192.0.2.7", NOON);
    insert(read);
    assertThatIllegalArgumentException().isThrownBy(() -> replace(read, read.pressed(NOON, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replace(read, request(2, "192.0.2.7", NOON).withWrongCode()));
  }

  @Test
  void ofManyWhoReplaceAtOnceOneWins() {
    int rounds = 20;
    int contenders = 32;
    for (int round = 0; round < rounds; round++) {
      insert(request(round, "192.0.2.7", NOON));
    }
    AtomicInteger[] wins =
        IntStream.range(0, rounds).mapToObj(r -> new AtomicInteger()).toArray(AtomicInteger[]::new);
    CyclicBarrier start = new CyclicBarrier(contenders);
    Threads threads = new Threads();
    for (int contender = 0; contender < contenders; contender++) {
      int number = contender;
      threads.start(
          () -> {
            for (int round = 0; round < rounds; round++) {
              DelistRequest read = request(round, "192.0.2.7", NOON);
              Threads.await(start);
              if (replace(read, read.in(RequestState.REMOVING, NOON.plusMillis(number)))) {
                wins[round].incrementAndGet();
              }
            }
          });
    }
    threads.join();
    assertThat(wins).as("winners of each round").allMatch(count -> count.get() == 1);
  }

  @Test
  void withinFindsByAddressAndStateTheYoungestFirst() {
    insert(
        request(1, "192.0.2.0", NOON.plusSeconds(1)),
        request(2, "192.0.2.255", NOON.plusSeconds(2)),
        request(3, "192.0.3.0", NOON.plusSeconds(3)),
        request(4, "192.0.1.255", NOON.plusSeconds(4)),
        request(5, "192.0.2.77", NOON.plusSeconds(5)).in(RequestState.REMOVED, NOON),
        request(6, "192.0.2.7", NOON),
        request(7, "::c000:207", NOON.plusSeconds(7)),
        request(8, "2001:db8::1", NOON.plusSeconds(8)),
        request(9, "2001:db8:0:1::", NOON.plusSeconds(9)));
    store()
        .run(
            transaction -> {
              RequestRegister requests = transaction.requests();
              List<RequestState> open =
                  List.of(RequestState.PENDING_MAIL, RequestState.AWAITING_CONFIRMATION);
              IpPrefix net = IpPrefix.parse("192.0.2.0/24");
              assertThat(numbers(requests.within(net, open, 10))).containsExactly(2L, 1L, 6L);
              assertThat(numbers(requests.within(net, open, 2))).containsExactly(2L, 1L);
              assertThat(numbers(requests.within(net, List.of(RequestState.REMOVED), 9)))
                  .containsExactly(5L);
              assertThat(requests.within(net, List.of(), 9)).isEmpty();
              assertThat(numbers(requests.within(IpPrefix.parse("192.0.2.7/32"), open, 9)))
                  .containsExactly(6L);
              assertThat(numbers(requests.within(IpPrefix.parse("2001:db8::/64"), open, 9)))
                  .containsExactly(8L);
              assertThat(numbers(requests.within(IpPrefix.parse("::/0"), open, 9)))
                  .containsExactly(9L, 8L, 7L);
            });
  }

  @Test
  void upToARevisionAreThoseWithThatOrALowerOne() {
    insert(
        request(1, "192.0.2.1", NOON.plusSeconds(1))
            .in(RequestState.REMOVING, NOON)
            .pressed(NOON, 5),
        request(2, "192.0.2.2", NOON).in(RequestState.REMOVING, NOON).pressed(NOON, 6),
        request(3, "192.0.2.3", NOON).in(RequestState.REMOVING, NOON).pressed(NOON, 7),
        request(4, "192.0.2.4", NOON).in(RequestState.REMOVED, NOON).pressed(NOON, 4),
        request(5, "192.0.2.5", NOON).in(RequestState.REMOVING, NOON));
    assertThat(numbers(read(tx -> tx.requests().upToRevision(RequestState.REMOVING, 6))))
        .containsExactly(2L, 1L);
  }

  @Test
  void expiredAreOpenOnesWhoseTimeIsOver() {
    insert(
        request(1, "192.0.2.1", NOON.plusMillis(1)),
        request(2, "192.0.2.2", NOON).in(RequestState.AWAITING_CONFIRMATION, NOON),
        request(3, "192.0.2.3", NOON).in(RequestState.REMOVED, NOON),
        request(4, "192.0.2.4", NOON.minusSeconds(1)));
    Instant end = NOON.plusSeconds(3600);
    assertThat(numbers(read(tx -> tx.requests().expired(end)))).containsExactly(4L, 2L);
    assertThat(numbers(read(tx -> tx.requests().expired(end.plusMillis(1)))))
        .containsExactly(4L, 2L, 1L);
    assertThat(numbers(read(tx -> tx.requests().expired(end.minusSeconds(2))))).isEmpty();
  }

  @Test
  void atMostAThousandExpiredComeAtOnceTheOldestOnes() {
    insert(
        IntStream.range(0, 1_003)
            .mapToObj(i -> request(i, "192.0.2.1", NOON.plusMillis(1_003 - i)))
            .toArray(DelistRequest[]::new));
    List<Long> found = numbers(read(tx -> tx.requests().expired(NOON.plusSeconds(9_999))));
    assertThat(found).hasSize(1_000).startsWith(1_002L, 1_001L).endsWith(4L, 3L);
  }
}
