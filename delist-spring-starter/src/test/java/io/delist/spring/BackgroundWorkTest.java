package io.delist.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.blocklist.GuardLimits;
import io.delist.blocklist.ListingGuard;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.mail.OutboxSender;
import io.delist.retention.Retention;
import io.delist.retention.RetentionPolicy;
import io.delist.store.AuditEntry;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import io.delist.token.KeyRing;
import io.delist.token.MailboxMarks;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.FalseLinks;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.ListingDesk;
import io.delist.workflow.ListingExpiry;
import io.delist.workflow.RequestTimers;
import io.delist.workflow.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What is due is done, whatever else fails. */
class BackgroundWorkTest {

  private static final DelistPolicy POLICY = DelistPolicy.defaults();
  private static final byte[] SECRET = "a secret of 32 bytes: 7Jq2vXz9Lp".getBytes(UTF_8);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-04T10:11:12Z"));
  private final Store store = new MemoryStore(now::get);

  private List<String> actions() {
    return store.read(
        transaction -> {
          List<String> actions = new ArrayList<>();
          transaction.audit().read(0, row -> actions.add(row.entry().action()));
          return actions;
        });
  }

  @Test
  void everyStepBeforeItMayFailAndWhatNeedNotBeKeptIsErased() {
    for (int i = 0; i < 3; i++) {
      store.run(
          transaction ->
              transaction
                  .audit()
                  .append(new AuditEntry(transaction.now(), "timer", "old", null, null, null, "")));
    }
    now.updateAndGet(then -> then.plus(Duration.ofDays(500)));
    RetentionPolicy kept =
        new RetentionPolicy(
            Duration.ofDays(7),
            Duration.ofDays(90),
            Duration.ofDays(400),
            Duration.ofDays(30),
            Duration.ofDays(400));
    Store away = new SwitchableStore(true);
    BackgroundWork work =
        new BackgroundWork(
            new StaticListableBeanFactory().getBeanProvider(OutboxSender.class),
            new Settlement(away, POLICY),
            new RequestTimers(
                away, POLICY, new Limits(LimitPolicy.none(), KeyRing.of("k1", SECRET)), () -> {}),
            new ListingExpiry(away, POLICY),
            new Retention(store, new MailboxMarks(KeyRing.of("k1", SECRET)), kept),
            new ConfiguredList(
                away,
                new ListingDesk(away, new ListingGuard(GuardLimits.builder().build()), POLICY),
                new FeedKeepers(List.of()),
                List.of(),
                List.of()),
            new FalseLinks(away, now::get),
            away);
    work.start();
    try {
      await().untilAsserted(() -> assertThat(actions()).contains("retention"));
    } finally {
      work.stop();
    }
  }
}
