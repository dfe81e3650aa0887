package io.delist.spring.actuator;

import io.delist.limit.Limits;
import io.delist.spring.DelistAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Meters, for an application that has Micrometer. */
@AutoConfiguration(after = DelistAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
public final class DelistMetricsAutoConfiguration {

  DelistMetricsAutoConfiguration() {}

  @Bean
  LimitMeters delistLimitMeters(Limits limits) {
    return new LimitMeters(limits);
  }
}
