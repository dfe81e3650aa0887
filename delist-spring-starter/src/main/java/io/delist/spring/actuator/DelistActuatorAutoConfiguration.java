package io.delist.spring.actuator;

import io.delist.audit.AuditTrail;
import io.delist.replica.Replica;
import io.delist.spring.DelistAutoConfiguration;
import io.delist.spring.smtp.DelistListenersAutoConfiguration;
import io.delist.spring.smtp.SmtpListeners;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.ListingDesk;
import io.delist.workflow.Reviews;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The endpoints {@code blocklist} and {@code delistaudit}, once they are exposed, and the health
 * indicator {@code delist}.
 */
@AutoConfiguration(
    after = {DelistAutoConfiguration.class, DelistListenersAutoConfiguration.class},
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure"
            + ".CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({ConditionalOnAvailableEndpoint.class, HealthIndicator.class})
public final class DelistActuatorAutoConfiguration {

  DelistActuatorAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  BlocklistEndpoint delistBlocklistEndpoint(
      ListingDesk desk, Replica replica, FeedKeepers feeds, Reviews reviews) {
    return new BlocklistEndpoint(desk, replica, feeds, reviews);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  AuditEndpoint delistAuditEndpoint(AuditTrail trail) {
    return new AuditEndpoint(trail);
  }

  @Bean
  @ConditionalOnMissingBean(name = "delistHealthIndicator")
  @ConditionalOnEnabledHealthIndicator("delist")
  HealthIndicator delistHealthIndicator(Replica replica, FeedKeepers feeds) {
    return new BlocklistHealth(replica, feeds);
  }

  /** What needs delist-smtp-filter. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SmtpListeners.class)
  @ConditionalOnBean(SmtpListeners.class)
  static class Listeners {

    @Bean
    @ConditionalOnMissingBean(name = "delistListenersHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("delist-listeners")
    HealthIndicator delistListenersHealthIndicator(SmtpListeners listeners) {
      return new ListenersHealth(listeners);
    }

    /** What needs Micrometer too. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Metrics {

      @Bean
      ListenerMetrics delistListenerMetrics(SmtpListeners listeners, MeterRegistry registry) {
        return new ListenerMetrics(listeners, registry);
      }
    }
  }
}
