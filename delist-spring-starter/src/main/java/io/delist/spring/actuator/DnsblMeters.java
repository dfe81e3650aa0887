package io.delist.spring.actuator;

import io.delist.smtp.listener.ListenerHealth;
import io.delist.spring.DnsblListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What the DNS zone answered: {@code delist.dnsbl.answers} by outcome, {@code
 * delist.dnsbl.malformed}, {@code delist.dnsbl.failed}, {@code delist.dnsbl.connections}, {@code
 * delist.dnsbl.latency} (p99 since the start) and {@code delist.dnsbl.list.age}, which is not a
 * number while there is no list.
 */
final class DnsblMeters implements MeterBinder {

  private static final List<String> OUTCOMES =
      List.of("listed", "not-listed", "zone", "refused", "not-loaded", "limited");

  private final DnsblListener listener;

  DnsblMeters(DnsblListener listener) {
    this.listener = listener;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String outcome : OUTCOMES) {
      FunctionCounter.builder(
              "delist.dnsbl.answers",
              listener,
              of(health -> health.decisions().getOrDefault(outcome, 0L), 0))
          .tag("outcome", outcome)
          .register(registry);
    }
    FunctionCounter.builder("delist.dnsbl.malformed", listener, of(ListenerHealth::malformed, 0))
        .register(registry);
    FunctionCounter.builder("delist.dnsbl.failed", listener, of(ListenerHealth::failed, 0))
        .register(registry);
    Gauge.builder(
            "delist.dnsbl.connections", listener, of(health -> health.connections().open(), 0))
        .register(registry);
    TimeGauge.builder(
            "delist.dnsbl.latency",
            listener,
            TimeUnit.NANOSECONDS,
            of(health -> health.latency().p99Nanos(), Double.NaN))
        .register(registry);
    TimeGauge.builder(
            "delist.dnsbl.list.age",
            listener,
            TimeUnit.MILLISECONDS,
            of(
                health -> health.listAgeMillis() < 0 ? Double.NaN : health.listAgeMillis(),
                Double.NaN))
        .register(registry);
  }

  private static ToDoubleFunction<DnsblListener> of(
      ToDoubleFunction<ListenerHealth> value, double without) {
    return listener -> listener.health().map(value::applyAsDouble).orElse(without);
  }
}
