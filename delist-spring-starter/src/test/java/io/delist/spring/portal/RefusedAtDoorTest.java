package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.Limit;
import io.delist.limit.LimitReached;
import io.delist.spring.SwitchableStore;
import io.delist.store.AuditEntry;
import io.delist.workflow.LimitRefusals;
import io.delist.workflow.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is refused at the door is in the audit log, bounded. */
class RefusedAtDoorTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final SwitchableStore store = new SwitchableStore(false);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-04T10:11:12Z"));
  private final RefusedAtDoor refused = new RefusedAtDoor(store, now::get);

  private void pass(Duration time) {
    now.updateAndGet(then -> then.plus(time));
  }

  private List<String> rows() {
    return store.read(
        transaction -> {
          List<String> rows = new ArrayList<>();
          transaction
              .audit()
              .read(
                  0,
                  row -> {
                    AuditEntry entry = row.entry();
                    assertThat(entry.actor()).isEqualTo("visitor");
                    assertThat(entry.action()).isEqualTo("refusal");
                    assertThat(entry.prefix()).as("no visitor's address").isNull();
                    rows.add(entry.rule() + " " + entry.detail().split(" ", 2)[0]);
                  });
          return rows;
        });
  }

  @Test
  void eachRuleIsWrittenAtOnceAndThenOnceAnHourWithItsCount() {
    Refusal robot = LimitRefusals.humanCheck();
    for (int i = 0; i < 1_000; i++) {
      refused.book(robot);
    }
    assertThat(rows()).containsExactly("human-check 1");
    LimitReached reached = new LimitReached(Limit.CLIENT, Limit.CLIENT.usual(), now.get());
    refused.book(LimitRefusals.tryLater(reached).refusal());
    pass(HOUR.minusMillis(1));
    refused.book(robot);
    assertThat(rows()).containsExactly("human-check 1", "limit-client 1");

    pass(Duration.ofMillis(1));
    refused.book(robot);
    assertThat(rows()).containsExactly("human-check 1", "limit-client 1", "human-check 1001");
  }

  @Test
  void whereTheStoreIsAwayNothingFailsAndNothingIsForgotten() {
    store.setAway(true);
    refused.book(LimitRefusals.humanCheck());
    refused.book(LimitRefusals.humanCheck());
    store.setAway(false);
    pass(HOUR);
    refused.book(LimitRefusals.humanCheck());
    assertThat(rows()).containsExactly("human-check 3");
  }
}
