package io.delist.spring.actuator;

import io.delist.spring.DelistDnsblAutoConfiguration;
import io.delist.spring.DnsblListener;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health indicator {@code delistDnsbl}, if the DNS zone is served. */
@AutoConfiguration(after = DelistDnsblAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(DnsblListener.class)
public final class DelistDnsblActuatorAutoConfiguration {

  DelistDnsblActuatorAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "delistDnsblHealthIndicator")
  @ConditionalOnEnabledHealthIndicator("delist-dnsbl")
  HealthIndicator delistDnsblHealthIndicator(DnsblListener listener) {
    return new DnsblHealth(listener);
  }
}
