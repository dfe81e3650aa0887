package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettlementTest {

  private final Bench bench = new Bench();

  @Test
  void aDelistingIsDoneOnlyWhenTheLastNodeServesIt() {
    bench.list("203.0.113.9/32");
    bench.settlement.nodeServes("node-2", 1);
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.replica.follow();

    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVING);
    RequestStatus status = bench.delisting.status(request.id()).orElseThrow();
    assertThat(status.nodesApplied()).isEqualTo(1);
    assertThat(status.nodesTotal()).isEqualTo(2);
    assertThat(status.timeToEffect()).isEmpty();

    bench.settlement.nodeServes("node-2", 2);

    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVED);
  }

  @Test
  void aNodeThatIsSilentForLongIsNotWaitedFor() {
    bench.list("203.0.113.9/32");
    bench.settlement.nodeServes("node-2", 1);
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.replica.follow();
    bench.pass(Duration.ofSeconds(61));

    bench.settlement.nodeServes("node-1", 2);

    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVED);
  }

  @Test
  void theRelaysAnswerMayBeBookedTwiceAndAfterTheLinkWasPressed() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");

    bench.mails.taken(request.id(), MailKind.CONFIRMATION);
    bench.mails.taken(request.id(), MailKind.CONFIRMATION);

    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVING);
    assertThat(bench.waitingMails()).isZero();
  }

  @Test
  void aMailThatIsRefusedForGoodEndsTheRequest() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();

    bench.mails.refused(request.id(), MailKind.CONFIRMATION, "550 5.1.1 no such mailbox");

    assertThat(bench.find(request).state()).isEqualTo(RequestState.UNDELIVERABLE);
    assertThat(bench.delisting.behind(bench.linkOf(request))).isEmpty();
  }

  @Test
  void requestsWhoseTimeIsOverEndAndTheirMailIsNotSent() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    assertThat(bench.settlement.expireRequests()).isZero();
    bench.pass(Duration.ofMinutes(60));

    assertThat(bench.settlement.expireRequests()).isEqualTo(1);
    assertThat(bench.settlement.expireRequests()).as("a second timer finds nothing").isZero();

    assertThat(bench.find(request).state()).isEqualTo(RequestState.EXPIRED);
    assertThat(bench.waitingMails()).isZero();
  }

  @Test
  void aNodeThatLeavesIsNotWaitedFor() {
    bench.list("203.0.113.9/32");
    bench.settlement.nodeServes("node-2", 1);
    DelistRequest request = bench.accepted();
    bench.delisting.confirm(bench.linkOf(request), Bench.BROWSER, "");
    bench.replica.follow();
    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVING);

    bench.settlement.nodeLeaves("node-2");
    bench.settlement.nodeServes("node-1", 2);

    assertThat(bench.find(request).state()).isEqualTo(RequestState.REMOVED);
  }
}
