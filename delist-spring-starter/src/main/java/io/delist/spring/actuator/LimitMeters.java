package io.delist.spring.actuator;

import io.delist.limit.Limit;
import io.delist.limit.LimitCounts;
import io.delist.limit.Limits;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * What the limits did in this process, as counters: {@code delist.limits} with the tags {@code
 * limit} (the published rule's id) and {@code outcome}: {@code passed}, {@code refused}, or {@code
 * shared} where the store's rows were full.
 */
final class LimitMeters implements MeterBinder {

  private static final String NAME = "delist.limits";

  private final Limits limits;

  LimitMeters(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Limit limit : Limit.values()) {
      bind(registry, limit, "passed", LimitCounts::passed);
      bind(registry, limit, "refused", LimitCounts::refused);
      bind(registry, limit, "shared", LimitCounts::shared);
    }
  }

  private void bind(
      MeterRegistry registry, Limit limit, String outcome, ToDoubleFunction<LimitCounts> count) {
    FunctionCounter.builder(NAME, limits, all -> count.applyAsDouble(all.counts(limit)))
        .description("What came to a limit, and what became of it")
        .tag("limit", limit.id())
        .tag("outcome", outcome)
        .register(registry);
  }
}
