package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkRefusalsTest {

  private final Bench bench = new Bench();

  private List<AuditEntry> refusals() {
    return bench
        .store
        .read(transaction -> transaction.audit().of(IpPrefix.parse("203.0.113.9/32")))
        .stream()
        .filter(entry -> entry.action().equals("link.refused"))
        .toList();
  }

  @Test
  void theAuditSaysOnceADayWhyALinkOfOurOwnWasRefusedAndTheVisitorIsToldNothing() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    String link = bench.linkOf(request);
    bench.delisting.confirm(link, Bench.BROWSER, "");
    for (int i = 0; i < 3; i++) {
      assertThat(bench.delisting.confirm(link, "a stranger", ""))
          .isEqualTo(new Confirmation.NoSuchLink());
    }
    assertThat(refusals())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.detail()).isEqualTo("the request is REMOVING");
              assertThat(entry.requestId()).isEqualTo(request.id());
              assertThat(entry.toString()).doesNotContain(link);
            });
    bench.pass(Duration.ofMinutes(30));
    bench.delisting.confirm(link, "a stranger", "");
    assertThat(refusals()).hasSize(1);
  }

  @Test
  void theReasonOfATokenThatIsTooOldIsNamed() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    String link = bench.linkOf(request);
    bench.pass(Duration.ofHours(2));
    assertThat(bench.delisting.confirm(link, Bench.BROWSER, ""))
        .isEqualTo(new Confirmation.NoSuchLink());
    assertThat(bench.proofs.reasonAgainst(link, bench.clock.instant())).isEqualTo("EXPIRED");
  }
}
