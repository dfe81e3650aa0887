package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals beyond what the audit log has room for leave their count. */
class RefusedInSumTest {

  private static final Source TRAP = new Source("detector:trap");

  private final Bench bench = new Bench();

  private static ListingDesk.Grounds by(Source source) {
    return new ListingDesk.Grounds(source, ReasonCode.BANNED, "", null, null);
  }

  private List<AuditEntry> refusals() {
    List<AuditEntry> all = new ArrayList<>();
    bench.store.read(
        transaction -> {
          transaction.audit().read(0, row -> all.add(row.entry()));
          return null;
        });
    return all.stream().filter(entry -> entry.action().endsWith(".refused")).toList();
  }

  @Test
  void whatFindsNoRoomInTheLogIsCountedInSumBySourceAndGuard() {
    for (int i = 0; i < 20_000; i++) {
      bench.desk.list(IpAddress.parse("127.1." + i / 250 + "." + i % 250).toPrefix(), by(TRAP));
    }
    bench.desk.list(IpPrefix.parse("127.2.0.1/32"), by(Source.OPERATOR));
    bench.desk.list(IpPrefix.parse("127.2.0.2/32"), by(Source.OPERATOR));
    assertThat(refusals())
        .filteredOn(row -> row.prefix() == null)
        .extracting(AuditEntry::actor, AuditEntry::rule, row -> row.detail().split(":", 2)[0])
        .containsExactly(
            tuple("detector:trap", "special-purpose", "time 1"),
            tuple("detector:trap", "special-purpose", "time 10"),
            tuple("detector:trap", "special-purpose", "time 100"),
            tuple("detector:trap", "special-purpose", "time 1000"),
            tuple("detector:trap", "special-purpose", "time 10000"),
            tuple("operator", "special-purpose", "time 1"));

    int before = refusals().size();
    for (int i = 0; i < 2_000; i++) {
      bench.desk.list(IpPrefix.parse("127.3.0.1/32"), by(new Source("detector:d" + i)));
    }
    assertThat(refusals()).as("sources without end").hasSizeBetween(before + 350, before + 404);
    assertThat(refusals())
        .filteredOn(row -> row.detail().contains("whatever the source"))
        .extracting(row -> row.detail().split(":", 2)[0])
        .containsExactly("time 1", "time 10", "time 100", "time 1000");
  }
}
