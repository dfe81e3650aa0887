package io.delist.spring.actuator;

import io.delist.spring.DelistDnsblAutoConfiguration;
import io.delist.spring.DnsblListener;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Meters of the DNS zone, for an application that has Micrometer and serves it. */
@AutoConfiguration(after = DelistDnsblAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(DnsblListener.class)
public final class DelistDnsblMetricsAutoConfiguration {

  DelistDnsblMetricsAutoConfiguration() {}

  @Bean
  DnsblMeters delistDnsblMeters(DnsblListener listener) {
    return new DnsblMeters(listener);
  }
}
