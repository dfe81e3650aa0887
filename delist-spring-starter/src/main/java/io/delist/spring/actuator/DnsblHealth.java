package io.delist.spring.actuator;

import io.delist.smtp.listener.ListenerHealth;
import io.delist.spring.DnsblListener;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the DNS zone is served, and what it did so far. */
final class DnsblHealth implements HealthIndicator {

  private static final long NANOS_PER_MICRO = 1000;

  private final DnsblListener listener;

  DnsblHealth(DnsblListener listener) {
    this.listener = listener;
  }

  @Override
  public Health health() {
    return listener.health().map(DnsblHealth::health).orElseGet(() -> Health.down().build());
  }

  private static Health health(ListenerHealth zone) {
    return (zone.listening() ? Health.up() : Health.down())
        .withDetail("address", zone.address())
        .withDetail("answers", zone.decisions())
        .withDetail("malformed", zone.malformed())
        .withDetail("failed", zone.failed())
        .withDetail("connections", zone.connections().open())
        .withDetail("p99Micros", zone.latency().p99Nanos() / NANOS_PER_MICRO)
        .withDetail("listAgeMillis", zone.listAgeMillis())
        .build();
  }
}
