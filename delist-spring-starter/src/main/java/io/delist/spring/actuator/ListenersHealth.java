package io.delist.spring.actuator;

import io.delist.smtp.listener.LatencySummary;
import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.smtp.SmtpListeners;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether every server that this application is to run takes connections, and what each did. Out of
 * service until all were started, down if one has stopped; what comes in, malformed or not, never
 * makes it so. Up if none is switched on.
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
    List<String> awaited = listeners.awaited();
    awaited.forEach(property -> details.put(property, "not started yet"));
    for (SmtpListener listener : listeners.all()) {
      ListenerHealth one = listener.health();
      listening &= one.listening();
      details.put(one.name() + " " + one.address(), words(one));
    }
    Health.Builder status = awaited.isEmpty() ? Health.up() : Health.outOfService();
    return (listening ? status : Health.down()).withDetails(details).build();
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
