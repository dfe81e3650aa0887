package io.delist.spring.actuator;

import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.smtp.SmtpListeners;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * What the listeners count, as meters named {@code delist.listener.*} with the tags {@code
 * listener} and {@code address}: {@code decisions} (by the tag {@code decision}), {@code latency}
 * (count and total), {@code latency.median}, {@code latency.p99}, {@code latency.p999} (since the
 * start), {@code connections} (open ones), {@code connections.accepted}, {@code
 * connections.turned.away}, {@code connections.timed.out}, {@code malformed}, {@code failed} and
 * {@code list.age}. They stay when the listeners are stopped; those that are started next get
 * meters of their own.
 */
final class ListenerMetrics implements SmartLifecycle {

  private static final String PREFIX = "delist.listener.";
  private static final int AFTER_THE_LISTENERS =
      WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 640;

  private final SmtpListeners listeners;
  private final MeterRegistry registry;
  private final List<Meter> meters = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  ListenerMetrics(SmtpListeners listeners, MeterRegistry registry) {
    this.listeners = listeners;
    this.registry = registry;
  }

  @Override
  public void start() {
    // The registry would keep one of the same name and tags, which asks a closed listener.
    meters.forEach(registry::remove);
    meters.clear();
    listeners.all().forEach(this::bind);
    running = true;
  }

  private void bind(SmtpListener listener) {
    ListenerHealth now = listener.health();
    Tags tags = Tags.of("listener", now.name(), "address", now.address());
    for (String decision : now.decisions().keySet()) {
      counter(
          listener,
          "decisions",
          tags.and("decision", decision),
          health -> health.decisions().getOrDefault(decision, 0L));
    }
    counter(listener, "connections.accepted", tags, health -> health.connections().accepted());
    counter(listener, "connections.turned.away", tags, health -> health.connections().turnedAway());
    counter(listener, "connections.timed.out", tags, health -> health.connections().timedOut());
    counter(listener, "malformed", tags, ListenerHealth::malformed);
    counter(listener, "failed", tags, ListenerHealth::failed);
    meters.add(
        Gauge.builder(PREFIX + "connections", listener, l -> l.health().connections().open())
            .tags(tags)
            .register(registry));
    meters.add(
        FunctionTimer.builder(
                PREFIX + "latency",
                listener,
                l -> l.health().latency().count(),
                l -> l.health().latency().totalNanos(),
                TimeUnit.NANOSECONDS)
            .tags(tags)
            .register(registry));
    nanos(listener, "latency.median", tags, health -> health.latency().medianNanos());
    nanos(listener, "latency.p99", tags, health -> health.latency().p99Nanos());
    nanos(listener, "latency.p999", tags, health -> health.latency().p999Nanos());
    meters.add(
        TimeGauge.builder(
                PREFIX + "list.age", listener, TimeUnit.MILLISECONDS, ListenerMetrics::age)
            .tags(tags)
            .register(registry));
  }

  /** No number where there is no list. */
  private static double age(SmtpListener listener) {
    long millis = listener.health().listAgeMillis();
    return millis < 0 ? Double.NaN : millis;
  }

  private void counter(
      SmtpListener listener, String name, Tags tags, ToDoubleFunction<ListenerHealth> count) {
    meters.add(
        FunctionCounter.builder(PREFIX + name, listener, l -> count.applyAsDouble(l.health()))
            .tags(tags)
            .register(registry));
  }

  private void nanos(
      SmtpListener listener, String name, Tags tags, ToDoubleFunction<ListenerHealth> time) {
    meters.add(
        TimeGauge.builder(
                PREFIX + name, listener, TimeUnit.NANOSECONDS, l -> time.applyAsDouble(l.health()))
            .tags(tags)
            .register(registry));
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** A listener that was stopped does not begin again, and neither do its meters. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return AFTER_THE_LISTENERS;
  }
}
