package io.delist.store;

import static io.delist.store.MailKind.CONFIRMATION;
import static io.delist.store.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.delist.token.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutboxContractTest extends StoreContract {

  private static final Instant LATER = NOON.plusSeconds(60);

  private void add(long number) {
    store().run(transaction -> transaction.outbox().add(id(number), CONFIRMATION));
  }

  private List<OutboxMail> lease(int limit) {
    return write(
        transaction -> transaction.outbox().lease(transaction.now().plusSeconds(60), limit));
  }

  private OutboxMail find(long number) {
    return read(transaction -> transaction.outbox().find(id(number), CONFIRMATION)).orElseThrow();
  }

  private static OutboxMail mail(int attempts, Instant dueAt, String failure) {
    return new OutboxMail(id(1), CONFIRMATION, "", attempts, NOON, dueAt, failure, false);
  }

  @Test
  void aNewMailIsDueAtOnce() {
    add(1);
    OutboxMail mail = mail(0, NOON, "");
    assertThat(find(1)).isEqualTo(mail);
    assertThat(lease(10)).containsExactly(mail);
    assertThat((int) read(transaction -> transaction.outbox().size())).isEqualTo(1);
  }

  @Test
  void aRequestHasOneMailOfAKind() {
    add(1);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> add(1))
        .withMessageContaining(id(1).toString());
  }

  @Test
  void whatIsLeasedIsDueAgainOnlyWhenTheLeaseEnds() {
    add(1);
    assertThat(lease(10)).hasSize(1);
    assertThat(find(1).dueAt()).isEqualTo(LATER);
    clock.set(LATER.minusMillis(1));
    assertThat(lease(10)).isEmpty();
    clock.set(LATER);
    assertThat(lease(10)).hasSize(1);
  }

  @Test
  void theLongestDueIsTakenFirstAndNoMoreThanTheLimit() {
    for (long number = 5; number > 0; number--) {
      add(number);
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(lease(2)).extracting(OutboxMail::requestId).containsExactly(id(5), id(4));
    assertThat(lease(9)).extracting(OutboxMail::requestId).containsExactly(id(3), id(2), id(1));
    assertThat(lease(9)).isEmpty();
  }

  @Test
  void aRemovedMailIsGone() {
    add(1);
    add(2);
    store().run(transaction -> transaction.outbox().remove(id(1), CONFIRMATION));
    assertThat(lease(9)).extracting(OutboxMail::requestId).containsExactly(id(2));
    assertThat((int) read(transaction -> transaction.outbox().size())).isEqualTo(1);
    add(1);
    assertThat(lease(9)).hasSize(1);
  }

  @Test
  void aFailureIsCountedAndKeptAsItWasSaid() {
    add(1);
    String words = "451 4.7.1 \"Grüße\", it's 50 % 서버 \uD83D\uDE00 \\ try 'again'; --";
    store()
        .run(
            transaction ->
                transaction.outbox().postpone(id(1), CONFIRMATION, LATER.plusNanos(5), words));
    assertThat(find(1)).isEqualTo(mail(1, LATER, words));
    store().run(transaction -> transaction.outbox().postpone(id(1), CONFIRMATION, NOON, "again"));
    assertThat(find(1)).isEqualTo(mail(2, NOON, "again"));
  }

  @Test
  void awkwardWordsOfARelayAreMadeFitToBeKept() {
    add(1);
    String words = "zero \0 line\r\nhalf \uD83D long " + "\uD83D\uDE00".repeat(400);
    store().run(transaction -> transaction.outbox().postpone(id(1), CONFIRMATION, LATER, words));
    assertThat(find(1).lastFailure())
        .startsWith("zero \uFFFD line\uFFFD\uFFFDhalf \uFFFD long \uD83D\uDE00")
        .hasSizeBetween(499, 500)
        .endsWith("\uD83D\uDE00");
  }

  @Test
  void aRefusedMailIsKeptForItsWordsAndNeverTriedAgain() {
    add(1);
    store()
        .run(transaction -> transaction.outbox().refuse(id(1), CONFIRMATION, "550 5.1.1 nobody"));
    clock.advance(Duration.ofDays(365));
    assertThat(lease(9)).isEmpty();
    assertThat((int) read(transaction -> transaction.outbox().size())).isZero();
    assertThat(find(1))
        .isEqualTo(
            new OutboxMail(id(1), CONFIRMATION, "", 1, NOON, NOON, "550 5.1.1 nobody", true));
  }

  @Test
  void ofMailsToOneDomainOneIsTakenInEachPause() {
    for (long number = 1; number <= 6; number++) {
      DelistRequest request = Samples.request(number, "192.0.2.7", NOON);
      String email = "a" + number + "@" + (number <= 4 ? "example.org" : "example.com");
      store().run(transaction -> transaction.requests().insert(Samples.withEmail(request, email)));
      add(number);
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(find(1).domain()).isEqualTo("example.org");
    assertThat(paced()).containsExactly(id(1), id(5));
    assertThat(paced()).isEmpty();
    clock.advance(Duration.ofMillis(999));
    assertThat(paced()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(paced()).containsExactly(id(2), id(6));
    clock.advance(Duration.ofSeconds(1));
    assertThat(paced()).containsExactly(id(3));
    assertThat(lease(9)).as("without a pause").hasSize(1);
  }

  private List<RequestId> paced() {
    return write(
            transaction ->
                transaction
                    .outbox()
                    .lease(transaction.now().plusSeconds(600), 9, Duration.ofSeconds(1)))
        .stream()
        .map(OutboxMail::requestId)
        .toList();
  }

  @Test
  void takersWithAPauseNeverTakeTwoOfOneDomainAtOnce() {
    int mails = 60;
    store()
        .run(
            transaction -> {
              for (long number = 1; number <= mails; number++) {
                DelistRequest request = Samples.request(number, "192.0.2.7", NOON);
                transaction
                    .requests()
                    .insert(
                        Samples.withEmail(request, "a" + number + "@d" + number % 3 + ".example"));
                transaction.outbox().add(id(number), CONFIRMATION);
              }
            });
    List<RequestId> taken = Collections.synchronizedList(new ArrayList<>());
    for (int round = 1; round <= 5; round++) {
      Threads threads = new Threads();
      for (int taker = 0; taker < 4; taker++) {
        threads.start(() -> taken.addAll(paced()));
      }
      threads.join();
      assertThat(taken).as("three domains, one each a round").hasSize(3 * round);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(taken).doesNotHaveDuplicates();
  }

  @Test
  void postponingAMailThatIsGoneDoesNothing() {
    store().run(transaction -> transaction.outbox().postpone(id(1), CONFIRMATION, LATER, "busy"));
    assertThat((int) read(transaction -> transaction.outbox().size())).isZero();
  }

  @Test
  void twoTakersNeverGetTheSameMail() {
    int mails = 300;
    store()
        .run(
            transaction ->
                LongStream.range(0, mails)
                    .forEach(number -> transaction.outbox().add(id(number), CONFIRMATION)));
    List<RequestId> taken = Collections.synchronizedList(new ArrayList<>());
    Threads threads = new Threads();
    for (int taker = 0; taker < 8; taker++) {
      threads.start(() -> takeAll(taken));
    }
    threads.join();
    // One who finds only rows that others are taking sees none; what they then gave up is left.
    takeAll(taken);
    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, mails).mapToObj(Samples::id).toList());
  }

  private void takeAll(List<RequestId> taken) {
    List<OutboxMail> some = lease(7);
    while (!some.isEmpty()) {
      some.forEach(mail -> taken.add(mail.requestId()));
      some = lease(7);
    }
  }
}
