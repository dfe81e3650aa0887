package io.delist.store;

import static io.delist.store.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.delist.net.IpPrefix;
import io.delist.token.MailboxMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditChainContractTest extends StoreContract {

  private static final IpPrefix HOST = IpPrefix.parse("192.0.2.7/32");
  private static final MailboxMark MARK = new MailboxMark("k1-00112233445566778899aabbccddeeff");

  private AuditEntry entry(String detail) {
    return new AuditEntry(clock.instant(), "operator", "list", id(3), HOST, 7L, detail);
  }

  private void append(String... details) {
    store()
        .run(
            transaction -> {
              for (String detail : details) {
                transaction.audit().append(entry(detail));
              }
            });
  }

  private List<AuditRow> rows(long after) {
    List<AuditRow> rows = new ArrayList<>();
    store()
        .read(
            transaction -> {
              transaction.audit().read(after, rows::add);
              return true;
            });
    return rows;
  }

  @Test
  void rowsAreNumberedAndChainedFromTheStart() {
    append("one", "two");
    append("three");
    List<AuditRow> rows = rows(0);
    AuditLink link = AuditLink.START;
    for (AuditRow row : rows) {
      assertThat(row).isEqualTo(link.follow(row.entry()));
      link = AuditLink.at(row);
    }
    assertThatList(rows)
        .extracting(row -> row.entry().detail())
        .containsExactly("one", "two", "three");
    assertThatObject(read(transaction -> transaction.audit().end())).isEqualTo(link);
    assertThatObject(read(transaction -> transaction.audit().start())).isEqualTo(AuditLink.START);
    assertThatList(rows(1)).isEqualTo(rows.subList(1, 3));
  }

  @Test
  void ruleAndMailboxAreKept() {
    AuditEntry full = entry("why").by("mailbox-suppressed").about(MARK);
    store().run(transaction -> transaction.audit().append(full));
    assertThat(rows(0).get(0).entry()).isEqualTo(full);
  }

  @Test
  void aTransactionSeesItsOwnEntriesBeforeTheyAreNumbered() {
    append("before");
    store()
        .run(
            transaction -> {
              transaction.audit().append(entry("own"));
              assertThatList(transaction.audit().of(id(3)))
                  .extracting(AuditEntry::detail)
                  .containsExactly("before", "own");
              assertThatList(transaction.audit().of(HOST)).hasSize(2);
            });
    assertThatList(rows(0)).hasSize(2);
  }

  @Test
  void aTransactionThatFailsLeavesNoGap() {
    append("one");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                store()
                    .run(
                        transaction -> {
                          transaction.audit().append(entry("lost"));
                          throw new IllegalArgumentException("no");
                        }));
    append("two");
    assertThatList(rows(0)).extracting(AuditRow::number).containsExactly(1L, 2L);
  }

  @Test
  void severalWritersMakeOneChainWithoutGaps() {
    Threads threads = new Threads();
    for (int writer = 0; writer < 6; writer++) {
      String name = "writer " + writer;
      threads.start(
          () -> {
            for (int i = 0; i < 20; i++) {
              append(name + "." + i, name + "." + i + " again");
            }
          });
    }
    threads.join();
    List<AuditRow> rows = rows(0);
    assertThatList(rows)
        .extracting(AuditRow::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 240).boxed().toList());
    AuditLink link = AuditLink.START;
    for (AuditRow row : rows) {
      assertThat(row.hash()).isEqualTo(link.follow(row.entry()).hash());
      link = AuditLink.at(row);
    }
  }

  @Test
  void oldRowsAreCutOffAndTheChainRemembersWhereItBegins() {
    append("one", "two");
    clock.advance(Duration.ofDays(2));
    append("three", "four");
    AuditRow second = rows(0).get(1);
    assertThat(cut()).isEqualTo(2);
    assertThatObject(read(transaction -> transaction.audit().start()))
        .isEqualTo(AuditLink.at(second));
    assertThatList(rows(0)).extracting(AuditRow::number).containsExactly(3L, 4L);
    assertThat(cut()).isZero();
    clock.advance(Duration.ofDays(2));
    assertThat(cut()).as("the last row stays").isEqualTo(1);
    append("five");
    assertThatList(rows(0)).extracting(AuditRow::number).containsExactly(4L, 5L);
  }

  private int cut() {
    return write(
        transaction -> transaction.audit().cutBefore(transaction.now().minus(Duration.ofDays(1))));
  }

  @Test
  void rowsAboutARequestAndItsPrefixAreInOrder() {
    append("both");
    store()
        .run(
            transaction -> {
              transaction
                  .audit()
                  .append(new AuditEntry(NOON, "operator", "list", null, HOST, 8L, "prefix"));
              transaction
                  .audit()
                  .append(new AuditEntry(NOON, "timer", "x", id(3), null, null, "request"));
              transaction
                  .audit()
                  .append(new AuditEntry(NOON, "timer", "x", id(4), null, null, "other"));
            });
    assertThatList(read(transaction -> transaction.audit().about(id(3), HOST)))
        .extracting(row -> row.entry().detail())
        .containsExactly("both", "prefix", "request");
  }
}
