package io.delist.store;

import static io.delist.store.Samples.DROP;
import static io.delist.store.Samples.allowed;
import static io.delist.store.Samples.exempted;
import static io.delist.store.Samples.id;
import static io.delist.store.Samples.listed;
import static io.delist.store.Samples.request;
import static io.delist.store.Samples.unlisted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TransactionContractTest extends StoreContract {

  private static final IpPrefix LISTED = IpPrefix.parse("192.0.2.0/24");

  /** All that a store holds, for comparing. */
  private List<Object> everything() {
    List<Object> all = new ArrayList<>(Samples.changesAfter(store(), 0));
    all.addAll(Samples.state(store()));
    all.addAll(
        read(
            transaction ->
                List.of(
                    transaction.list().revision(),
                    transaction.requests().find(id(1)),
                    transaction.requests().find(id(2)),
                    transaction.outbox().find(id(1), MailKind.CONFIRMATION),
                    transaction.outbox().find(id(2), MailKind.CONFIRMATION),
                    transaction.audit().of(LISTED),
                    transaction.audit().of(id(1)),
                    transaction.nodes().seenSince(Instant.EPOCH))));
    return all;
  }

  private static AuditEntry audited() {
    return new AuditEntry(NOON, "operator", "list", id(1), LISTED, 1L, "");
  }

  private void prepareSomethingOfEach() {
    store()
        .run(
            transaction -> {
              transaction
                  .list()
                  .apply(
                      List.of(
                          listed("192.0.2.0/24", DROP),
                          exempted("192.0.2.7/32"),
                          allowed("198.51.100.0/24")));
              transaction.requests().insert(request(1, "192.0.2.7", NOON));
              transaction.outbox().add(id(1), MailKind.CONFIRMATION);
              transaction.audit().append(audited());
              transaction.nodes().report("mx1", 1);
            });
  }

  private static void changeEverything(Transaction transaction) {
    transaction
        .list()
        .apply(
            List.of(
                listed("192.0.2.0/24", Source.OPERATOR),
                unlisted("192.0.2.0/24", DROP),
                exempted("192.0.2.8/32"),
                allowed("203.0.113.0/24")));
    transaction.list().apply(List.of(listed("192.0.2.0/28", DROP)));
    DelistRequest read = transaction.requests().find(id(1)).orElseThrow();
    assertThat(transaction.requests().replace(read, read.withWrongCode())).isTrue();
    transaction.requests().insert(request(2, "192.0.2.8", NOON));
    transaction.outbox().postpone(id(1), MailKind.CONFIRMATION, NOON.plusSeconds(60), "busy");
    transaction.outbox().remove(id(1), MailKind.CONFIRMATION);
    transaction.outbox().add(id(2), MailKind.CONFIRMATION);
    assertThat(transaction.outbox().lease(NOON.plusSeconds(9), 10)).hasSize(1);
    transaction.audit().append(audited());
    transaction.nodes().forget("mx1");
    transaction.nodes().report("mx2", 2);
  }

  @Test
  void whatTheWorkThrowsUndoesAllOfItAndComesOutAsItIs() {
    prepareSomethingOfEach();
    List<Object> before = everything();
    IllegalArgumentException thrown = new IllegalArgumentException("changed my mind");

    assertThatThrownBy(
            () ->
                store()
                    .run(
                        transaction -> {
                          changeEverything(transaction);
                          throw thrown;
                        }))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void errorsUndoTheWorkToo() {
    prepareSomethingOfEach();
    List<Object> before = everything();
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                store()
                    .run(
                        transaction -> {
                          changeEverything(transaction);
                          throw new StackOverflowError();
                        }));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void readKeepsNoChanges() {
    prepareSomethingOfEach();
    List<Object> before = everything();
    String result =
        read(
            transaction -> {
              changeEverything(transaction);
              return "done";
            });
    assertThat(result).isEqualTo("done");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void writeKeepsChangesOfEveryKind() {
    prepareSomethingOfEach();
    List<Object> before = everything();
    store().run(TransactionContractTest::changeEverything);
    List<Object> after = everything();
    assertThat(after).isNotEqualTo(before);
    assertThat(revision()).isEqualTo(3);
  }

  @Test
  void aTransactionInWhichTheStoreFailedIsNotKeptEvenIfTheWorkCatchesIt() {
    prepareSomethingOfEach();
    List<Object> before = everything();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                store()
                    .run(
                        transaction -> {
                          transaction.nodes().report("mx9", 9);
                          assertThatExceptionOfType(StoreException.class)
                              .isThrownBy(
                                  () ->
                                      transaction.requests().insert(request(1, "192.0.2.9", NOON)))
                              .withMessageContaining(id(1).toString());
                        }))
        .withMessageContaining("failed before");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aTransactionIsDeadAfterItsEnd() {
    AtomicReference<Transaction> kept = new AtomicReference<>();
    store().run(kept::set);
    Transaction dead = kept.get();
    List<Consumer<Transaction>> uses =
        List.of(
            Transaction::now,
            transaction -> transaction.list().revision(),
            transaction -> transaction.list().lock(),
            transaction -> transaction.list().apply(List.of(listed("192.0.2.0/24", DROP))),
            transaction -> transaction.requests().find(id(1)),
            transaction -> transaction.outbox().size(),
            transaction -> transaction.audit().append(audited()),
            transaction -> transaction.nodes().report("mx1", 1));
    for (Consumer<Transaction> use : uses) {
      assertThatIllegalStateException()
          .isThrownBy(() -> use.accept(dead))
          .withMessageContaining("has ended");
    }
    assertThat(revision()).isZero();
  }

  @Test
  void timeIsTheStoresInWholeMillisecondsAndStandsStillInATransaction() {
    clock.set(Instant.parse("2026-03-01T12:00:00.123999Z"));
    store()
        .run(
            transaction -> {
              assertThat(transaction.now()).isEqualTo(NOON);
              clock.advance(Duration.ofHours(1));
              assertThat(transaction.now()).isEqualTo(NOON);
            });
    assertThat(read(Transaction::now)).isEqualTo(NOON.plus(Duration.ofHours(1)));
  }
}
