package io.delist.store;

import static io.delist.store.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.delist.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditAndNodesContractTest extends StoreContract {

  private static final IpPrefix HOST = IpPrefix.parse("192.0.2.7/32");

  @Test
  void theAuditLogOfARequestAndOfAPrefixAreInOrder() {
    AuditEntry first =
        new AuditEntry(NOON, "visitor", "request.PENDING_MAIL", id(1), HOST, null, "");
    AuditEntry second =
        new AuditEntry(NOON, "operator", "list", null, HOST, 7L, "it's \"new\" 증거 \uD83D\uDE00");
    AuditEntry third =
        new AuditEntry(NOON.minusSeconds(1), "timer", "request.EXPIRED", id(1), null, null, "x");
    for (AuditEntry entry : List.of(first, second, third)) {
      store().run(transaction -> transaction.audit().append(entry));
    }
    assertThatList(read(transaction -> transaction.audit().of(id(1))))
        .containsExactly(first, third);
    assertThatList(read(transaction -> transaction.audit().of(HOST)))
        .containsExactly(first, second);
    assertThatList(read(transaction -> transaction.audit().of(id(2)))).isEmpty();
    assertThatList(read(transaction -> transaction.audit().of(IpPrefix.parse("192.0.2.0/24"))))
        .as("exactly this prefix")
        .isEmpty();
  }

  @Test
  void aDetailIsMadeFitToBeKept() {
    String detail = "\0\n" + "a".repeat(600);
    store()
        .run(
            tx ->
                tx.audit()
                    .append(
                        new AuditEntry(
                            NOON.plusNanos(1), "operator", "list", null, HOST, null, detail)));
    AuditEntry kept = read(transaction -> transaction.audit().of(HOST)).get(0);
    assertThat(kept.detail()).isEqualTo("\uFFFD\uFFFD" + "a".repeat(498));
    assertThat(kept.at()).isEqualTo(NOON);
  }

  @Test
  void aNodesLastReportCounts() {
    store().run(transaction -> transaction.nodes().report("mx2", 5));
    store().run(transaction -> transaction.nodes().report("Mx1", 4));
    clock.advance(Duration.ofSeconds(1));
    store().run(transaction -> transaction.nodes().report("mx2", 3));
    NodeStatus old = new NodeStatus("Mx1", 4, NOON);
    NodeStatus latest = new NodeStatus("mx2", 3, NOON.plusSeconds(1));
    assertThatList(read(transaction -> transaction.nodes().seenSince(NOON)))
        .containsExactly(old, latest);
    assertThatList(read(transaction -> transaction.nodes().seenSince(NOON.plusMillis(1))))
        .containsExactly(latest);
    store().run(transaction -> transaction.nodes().forget("mx2"));
    assertThatList(read(transaction -> transaction.nodes().seenSince(NOON))).containsExactly(old);
  }
}
