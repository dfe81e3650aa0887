package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitRegisterContractTest extends StoreContract {

  private static final Instant LATER = NOON.plusSeconds(60);

  private static LimitKey key(int pool, long number) {
    return new LimitKey(pool, 7, number);
  }

  private boolean put(LimitKey key, String times, Instant endsAt, int mostRows) {
    return write(
        transaction -> {
          transaction.limits().lock(List.of(key));
          return transaction.limits().put(new LimitRow(key, times, endsAt), mostRows);
        });
  }

  private List<LimitRow> find(LimitKey... keys) {
    return read(transaction -> transaction.limits().find(List.of(keys)));
  }

  private int purge() {
    return write(transaction -> transaction.limits().purge());
  }

  @Test
  void whatIsPutIsFoundUnderItsKeyAndReplaced() {
    assertThat(find(key(0, 1))).isEmpty();
    assertThat(find()).isEmpty();
    put(key(0, 1), "one", LATER, 1_000);
    put(key(1, 1), "another pool", LATER, 1_000);
    put(key(0, -1), "another key", LATER, 1_000);
    assertThat(find(key(0, 1), key(0, 2), key(1, 1)))
        .containsExactlyInAnyOrder(
            new LimitRow(key(0, 1), "one", LATER), new LimitRow(key(1, 1), "another pool", LATER));
    put(key(0, 1), "two", LATER.plusSeconds(1), 1_000);
    assertThat(find(key(0, 1)))
        .containsExactly(new LimitRow(key(0, 1), "two", LATER.plusSeconds(1)));
    assertThat(find(key(0, -1))).extracting(LimitRow::times).containsExactly("another key");
  }

  @Test
  void whatIsRolledBackWasNeverPut() {
    assertThatThrownBy(
            () ->
                store()
                    .run(
                        transaction -> {
                          transaction.limits().lock(List.of(key(0, 1)));
                          transaction.limits().put(new LimitRow(key(0, 1), "x", LATER), 16);
                          throw new IllegalStateException("on purpose");
                        }))
        .hasMessage("on purpose");
    assertThat(find(key(0, 1))).isEmpty();
    // The room that it took is free again.
    assertThat(put(key(0, 1), "x", LATER, 16)).isTrue();
    assertThat(put(key(0, 17), "y", LATER, 16)).isFalse();
  }

  @Test
  void aPoolHoldsNoMoreRowsThanItMayHoweverManyKeysThereAre() {
    int kept = 0;
    for (int i = 0; i < 2_000; i++) {
      kept += put(key(3, i), "x", LATER, 160) ? 1 : 0;
    }
    assertThat(kept).isEqualTo(160);
    assertThat(find(IntStream.range(0, 2_000).mapToObj(i -> key(3, i)).toArray(LimitKey[]::new)))
        .hasSize(160);
    assertThat(put(key(3, 1), "again", LATER, 160)).as("a key that is there").isTrue();
    assertThat(put(key(4, 1_999), "x", LATER, 160)).as("another pool").isTrue();
  }

  @Test
  void rowsThatHaveEndedMakeRoom() {
    assertThat(put(key(0, 1), "ends", LATER, 32)).isTrue();
    assertThat(put(key(0, 17), "stays", LATER.plusSeconds(1), 32)).isTrue();
    assertThat(put(key(0, 33), "x", LATER.plusSeconds(9), 32)).isFalse();
    clock.set(LATER.minusMillis(1));
    assertThat(put(key(0, 33), "x", LATER.plusSeconds(9), 32)).isFalse();
    clock.set(LATER);
    assertThat(put(key(0, 33), "x", LATER.plusSeconds(9), 32)).isTrue();
    assertThat(find(key(0, 1), key(0, 17), key(0, 33)))
        .extracting(LimitRow::times)
        .containsExactlyInAnyOrder("stays", "x");
  }

  @Test
  void whatHasEndedIsPurgedPartByPart() {
    for (int i = 0; i < 40; i++) {
      put(key(2, i), "x", i % 4 == 0 ? LATER : LATER.plusSeconds(1), 1_000);
    }
    assertThat(purge()).isZero();
    clock.set(LATER);
    int removed = 0;
    int last;
    do {
      last = purge();
      removed += last;
    } while (last > 0);
    assertThat(removed).isEqualTo(10);
    assertThat(find(key(2, 4))).isEmpty();
    assertThat(find(key(2, 5))).hasSize(1);
  }

  @Test
  void ofManyWhoCountAtOnceNoneIsLost() {
    int threads = 16;
    int rounds = 10;
    AtomicInteger keys = new AtomicInteger();
    Threads counting = new Threads();
    for (int i = 0; i < threads; i++) {
      counting.start(
          () -> {
            for (int round = 0; round < rounds; round++) {
              // Two keys of which the one comes first here and last there: nobody waits in a
              // circle.
              LimitKey own = key(0, keys.getAndIncrement());
              LimitKey common = key(1, 5);
              List<LimitKey> both = round % 2 == 0 ? List.of(own, common) : List.of(common, own);
              store()
                  .run(
                      transaction -> {
                        transaction.limits().lock(both);
                        int before =
                            transaction.limits().find(List.of(common)).stream()
                                .mapToInt(row -> Integer.parseInt(row.times()))
                                .sum();
                        transaction
                            .limits()
                            .put(new LimitRow(common, String.valueOf(before + 1), LATER), 16);
                        transaction.limits().put(new LimitRow(own, "x", LATER), 1_000);
                      });
            }
          });
    }
    counting.join();
    assertThat(find(key(1, 5)))
        .extracting(LimitRow::times)
        .containsExactly(String.valueOf(threads * rounds));
  }

  @Test
  void ofManyWhoPutNewKeysAtOnceNoMoreThanThereIsRoomForAreKept() {
    AtomicInteger kept = new AtomicInteger();
    Threads putting = new Threads();
    for (int i = 0; i < 16; i++) {
      int first = i * 100;
      putting.start(
          () -> {
            for (int j = 0; j < 10; j++) {
              kept.addAndGet(put(key(5, 16L * (first + j)), "x", LATER, 320) ? 1 : 0);
            }
          });
    }
    putting.join();
    assertThat(kept.get()).as("rows of one part of the pool").isEqualTo(20);
  }

  @Test
  void keysAndRowsHaveTheirRanges() {
    assertThatThrownBy(() -> new LimitKey(16, 0, 0)).hasMessageContaining("must be 0 to 15");
    assertThatThrownBy(() -> new LimitKey(-1, 0, 0)).hasMessageContaining("must be 0 to 15");
    assertThatThrownBy(() -> new LimitRow(key(0, 1), "x".repeat(1_001), NOON))
        .hasMessageContaining("1001 characters");
    assertThat(key(15, -1).part()).isEqualTo(255);
    assertThat(key(0, 16).part()).isZero();
  }
}
