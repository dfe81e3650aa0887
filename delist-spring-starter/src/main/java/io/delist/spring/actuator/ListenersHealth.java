package io.delist.spring.actuator;

import io.delist.smtp.listener.LatencySummary;
import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.smtp.SmtpListeners;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether every server that this application runs takes connections, and what each did. Down if one
 * does not; what comes in, malformed or not, never makes it so.
 */
final class ListenersHealth implements HealthIndicator {

  private final SmtpListeners listeners;

  ListenersHealth(SmtpListeners listeners) {
    this.listeners = listeners;
  }

  @Override
  public Health health() {
    boolean listening = true;
    Map<String, Object> details = new LinkedHashMap<>();
    for (SmtpListener listener : listeners.all()) {
      ListenerHealth one = listener.health();
      listening &= one.listening();
      details.put(one.name() + " " + one.address(), words(one));
    }
    return (listening ? Health.up() : Health.down()).withDetails(details).build();
  }

  private static Map<String, Object> words(ListenerHealth one) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("listening", one.listening());
    words.put("decisions", one.decisions());
    LatencySummary latency = one.latency();
    Map<String, Object> micros = new LinkedHashMap<>();
    micros.put("median", latency.medianNanos() / 1_000.0);
    micros.put("p99", latency.p99Nanos() / 1_000.0);
    micros.put("p999", latency.p999Nanos() / 1_000.0);
    micros.put("max", latency.maxNanos() / 1_000.0);
    words.put("latencyMicros", micros);
    Map<String, Object> connections = new LinkedHashMap<>();
    connections.put("open", one.connections().open());
    connections.put("accepted", one.connections().accepted());
    connections.put("turnedAway", one.connections().turnedAway());
    connections.put("timedOut", one.connections().timedOut());
    words.put("connections", connections);
    words.put("malformed", one.malformed());
    words.put("failed", one.failed());
    words.put("listAgeMillis", one.listAgeMillis());
    return words;
  }
}
