package io.delist.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.store.memory.MemoryStore;
import io.delist.token.Fingerprints;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What may be done once in a time is done once. */
class UsedOnceTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant END = NOON.plus(Duration.ofHours(1));

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final MemoryStore store = new MemoryStore(now::get);

  private boolean use(String name, Instant end) {
    return store.write(transaction -> UsedOnce.use(transaction, Fingerprints.sha256(name), end));
  }

  @Test
  void theFirstUseCountsAndNoOtherUntilItsEnd() {
    assertThat(use("a", END)).isTrue();
    assertThat(use("a", END)).isFalse();
    assertThat(use("b", END)).as("another name").isTrue();
    now.set(END.minusMillis(1));
    assertThat(use("a", END.plus(Duration.ofHours(1)))).isFalse();
  }

  @Test
  void atItsEndItMayBeUsedAgain() {
    use("a", END);
    now.set(END);

    assertThat(use("a", END.plus(Duration.ofHours(1)))).isTrue();
    assertThat(use("a", END.plus(Duration.ofHours(1)))).isFalse();
  }

  @Test
  void aUseOfATransactionThatChangedNothingIsNone() {
    assertThat(
            store.<Boolean>read(
                transaction -> UsedOnce.use(transaction, Fingerprints.sha256("a"), END)))
        .isTrue();
    assertThat(use("a", END)).isTrue();
  }
}
