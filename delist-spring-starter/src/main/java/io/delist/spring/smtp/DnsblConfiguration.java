package io.delist.spring.smtp;

import io.delist.replica.Replica;
import io.delist.smtp.dnsbl.DnsblServer;
import io.delist.smtp.dnsbl.DnsblServerSettings;
import io.delist.smtp.dnsbl.DnsblZone;
import io.delist.spring.ConditionalOnSwitch;
import io.netty.channel.EventLoopGroup;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code delist.smtp.dnsbl}: the zone, over UDP and TCP on one port. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({DnsblZone.class, EventLoopGroup.class})
@ConditionalOnSwitch("delist.smtp.dnsbl.enabled")
class DnsblConfiguration {

  @Bean
  ListenerSwitch delistDnsbl(DnsblZone zone, DnsblServerSettings settings, Replica replica) {
    return new ListenerSwitch(
        "delist.smtp.dnsbl.port",
        settings.address().getPort(),
        () -> DnsblServer.start(zone, settings, replica::ageMillis));
  }
}
