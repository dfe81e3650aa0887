package io.delist.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The log against an end that somebody noted elsewhere: cut short, cut off, or another log. */
class NotedEndTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final MemoryStore store = new MemoryStore(now::get);
  private final AuditTrail trail = new AuditTrail(store);

  /** Writes a row and notes it. */
  private AuditLink written(String detail) {
    now.updateAndGet(time -> time.plus(Duration.ofDays(1)));
    store.run(
        transaction ->
            transaction
                .audit()
                .append(new AuditEntry(now.get(), "operator", "note", null, null, null, detail)));
    return trail.end();
  }

  @Test
  void everyRowThatIsStillThereMayHaveBeenNoted() {
    AuditLink first = written("one");
    AuditLink last = written("two");

    assertThat(trail.verify(AuditLink.START)).isInstanceOf(ChainCheck.Intact.class);
    assertThat(trail.verify(first)).isInstanceOf(ChainCheck.Intact.class);
    assertThat(trail.verify(last)).isEqualTo(new ChainCheck.Intact(2, AuditLink.START, last));
  }

  @Test
  void aLogThatEndsBeforeTheNotedRowIsBrokenBehindItsEnd() {
    AuditLink last = written("one");

    assertThat(trail.verify(new AuditLink(3, last.hash())))
        .isEqualTo(new ChainCheck.Broken(2, "the log ends before row 3, which was noted"));
  }

  @Test
  void aRowThatWasCutOffCannotBeComparedAndTheOneBeforeTheFirstCan() {
    AuditLink first = written("one");
    AuditLink second = written("two");
    written("three");
    store.run(transaction -> transaction.audit().cutBefore(now.get()));

    assertThat(trail.verify(first))
        .isEqualTo(new ChainCheck.Broken(1, "row 1, which was noted, has been cut off"));
    assertThat(trail.verify(second)).isEqualTo(new ChainCheck.Intact(1, second, trail.end()));
  }

  @Test
  void aLogThatBeginsBehindAnotherRowThanTheNotedOneIsBrokenThere() {
    written("one");
    AuditLink second = written("two");
    written("three");
    store.run(transaction -> transaction.audit().cutBefore(now.get()));

    assertThat(trail.verify(new AuditLink(second.number(), "0".repeat(64))))
        .isEqualTo(new ChainCheck.Broken(2, "its hash is not the one that was noted"));
  }
}
