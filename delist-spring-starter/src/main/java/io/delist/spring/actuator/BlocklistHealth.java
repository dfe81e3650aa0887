package io.delist.spring.actuator;

import io.delist.blocklist.BlocklistView;
import io.delist.replica.Replica;
import io.delist.workflow.FeedKeepers;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether this process has a list to answer from.
 *
 * <p>Down until the store was read once: nothing is blocked and the portal answers 503 until then,
 * so no traffic should come. Afterwards up for good, also while the store is away: the list in
 * memory goes on being served, and taking every mail node out of service together because their
 * store is away would stop the mail for nothing. The detail {@code store} then says so, and {@code
 * feeds} says how each feed stands: one that is held or away leaves its last list in service. It
 * belongs in the readiness group and not in the liveness group, since a restart cures neither.
 */
final class BlocklistHealth implements HealthIndicator {

  /** The list is read every second; so many missed turns are no chance. */
  private static final Duration AWAY_AFTER = Duration.ofSeconds(10);

  private final Replica replica;
  private final FeedKeepers feeds;

  BlocklistHealth(Replica replica, FeedKeepers feeds) {
    this.replica = replica;
    this.feeds = feeds;
  }

  @Override
  public Health health() {
    if (!replica.isLoaded()) {
      return Health.down()
          .withDetail("list", "not loaded: the store has not answered yet; nothing is blocked")
          .build();
    }
    BlocklistView view = replica.blocklist().view();
    long ageMillis = replica.ageMillis();
    boolean away = ageMillis > AWAY_AFTER.toMillis();
    return Health.up()
        .withDetail("revision", view.revision())
        .withDetail("ageMillis", ageMillis)
        .withDetail("store", away ? "away; the list is served on" : "answers")
        .withDetail("feeds", FeedsJson.words(feeds))
        .build();
  }
}
