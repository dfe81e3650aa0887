package io.delist.spring.smtp;

import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.DelistSmtpAutoConfiguration;
import io.netty.channel.Channel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The servers of delist-smtp-filter: each is off until {@code delist.smtp.NAME.enabled} is true.
 */
@AutoConfiguration(after = DelistSmtpAutoConfiguration.class)
@ConditionalOnClass({SmtpListener.class, Channel.class})
@Import({PostfixConfiguration.class, MilterConfiguration.class, DnsblConfiguration.class})
public final class DelistListenersAutoConfiguration {

  DelistListenersAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  SmtpListeners delistSmtpListeners(ObjectProvider<ListenerSwitch> switches) {
    return new SmtpListeners(switches.orderedStream().toList());
  }
}
