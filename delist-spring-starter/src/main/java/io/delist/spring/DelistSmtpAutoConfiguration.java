package io.delist.spring;

import io.delist.blocklist.Blocklist;
import io.delist.mailbox.EmailAddress;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.SmtpGateBuilder;
import io.delist.token.ReferenceSigner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** The gate that a mail server's hook asks, if delist-smtp-filter is there. */
@AutoConfiguration(after = DelistAutoConfiguration.class)
@ConditionalOnClass(SmtpGate.class)
@EnableConfigurationProperties(GateProperties.class)
public final class DelistSmtpAutoConfiguration {

  DelistSmtpAutoConfiguration() {}

  /** Made when it is first asked for, since refusals name the URL of {@link PortalLocation}. */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  SmtpGate delistSmtpGate(
      Blocklist blocklist,
      ReferenceSigner references,
      PortalLocation portal,
      GateProperties properties,
      DelistTime time) {
    SmtpGateBuilder gate =
        SmtpGate.builder(blocklist, time.clock())
            .references(references)
            .portal(
                InvalidPropertyException.reading(
                    "delist.portal.url",
                    portal.url(),
                    () -> PortalUrl.parse(portal.url().toString())));
    EmailAddress contact = portal.contact();
    GateSettings.apply(properties, gate);
    return (contact == null ? gate : gate.contactMailbox(contact)).build();
  }
}
