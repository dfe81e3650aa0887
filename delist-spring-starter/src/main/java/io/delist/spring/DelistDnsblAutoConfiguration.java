package io.delist.spring;

import io.delist.replica.Replica;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.dnsbl.DnsblServerSettings;
import io.delist.smtp.dnsbl.DnsblZone;
import io.delist.smtp.dnsbl.RbldnsdFiles;
import io.netty.channel.EventLoopGroup;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The list as a DNS zone, with {@code delist.smtp.dnsbl.enabled=true}; it is served with the other
 * listeners.
 */
@AutoConfiguration(after = DelistAutoConfiguration.class)
@ConditionalOnClass({DnsblZone.class, EventLoopGroup.class})
@ConditionalOnSwitch("delist.smtp.dnsbl.enabled")
@EnableConfigurationProperties(DnsblProperties.class)
public final class DelistDnsblAutoConfiguration {

  DelistDnsblAutoConfiguration() {}

  /** What the portal's URL is must be known before the web server runs: the texts name it. */
  @Bean
  @ConditionalOnMissingBean
  DnsblZone delistDnsblZone(
      DnsblProperties properties, Replica replica, PortalLocation portal, DelistTime time) {
    portal.requireConfigured("texts of the DNS zone");
    PortalUrl url =
        InvalidPropertyException.reading(
            "delist.portal.url", portal.url(), () -> PortalUrl.parse(portal.url().toString()));
    return ConfiguredDnsbl.zone(properties, replica, url, time.clock());
  }

  @Bean
  @ConditionalOnMissingBean
  RbldnsdFiles delistRbldnsdFiles(DnsblZone zone) {
    return new RbldnsdFiles(zone);
  }

  @Bean
  @ConditionalOnMissingBean
  DnsblServerSettings delistDnsblServerSettings(DnsblProperties properties) {
    return ConfiguredDnsbl.server(properties);
  }
}
