package io.delist.spring.actuator;

import io.delist.blocklist.BlocklistView;
import io.delist.replica.ListOrigin;
import io.delist.replica.Replica;
import io.delist.workflow.FeedKeepers;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether this process has a list to answer from.
 *
 * <p>Down until there is a list, from the store or from the snapshot of an earlier run: nothing is
 * blocked until then, so no traffic should come. Afterwards up, also while the store is away: the
 * list in memory goes on being served, and taking every mail node out of service together because
 * their store is away would stop the mail for nothing. The details {@code list}, {@code ageMillis}
 * and {@code store} then say so. Down again only if there is a limit for the list's age and it is
 * reached. It belongs in the readiness group and not in the liveness group, since a restart cures
 * none of these. The detail {@code feeds} says how each feed stands: one that is held or away
 * leaves its last list in service.
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
      return down();
    }
    BlocklistView view = replica.blocklist().view();
    long ageMillis = replica.ageMillis();
    ListOrigin origin = replica.origin();
    boolean away = origin != ListOrigin.STORE || ageMillis > AWAY_AFTER.toMillis();
    return Health.up()
        .withDetail("list", origin == ListOrigin.STORE ? "from the store" : "from a snapshot")
        .withDetail("revision", view.revision())
        .withDetail("ageMillis", ageMillis)
        .withDetail("store", away ? "away; the list is served on" : "answers")
        .withDetail("feeds", FeedsJson.words(feeds))
        .build();
  }

  private Health down() {
    long ageMillis = replica.ageMillis();
    return ageMillis < 0
        ? Health.down()
            .withDetail("list", "not loaded: the store has not answered yet; nothing is blocked")
            .build()
        : Health.down()
            .withDetail("list", "too old to be served; nothing is blocked until the store answers")
            .withDetail("ageMillis", ageMillis)
            .build();
  }
}
