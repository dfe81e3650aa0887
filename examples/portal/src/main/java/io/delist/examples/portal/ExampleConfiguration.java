package io.delist.examples.portal;

import io.delist.blocklist.Blocklist;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.dnsbl.DnsblZone;
import io.delist.spring.PortalLocation;
import io.delist.spring.smtp.SmtpListeners;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the example adds to the starter: the starter brings the list, the portal and the {@link
 * SmtpGate}; the mail servers are the example's, as they are yours.
 */
@Configuration(proxyBeanMethods = false)
class ExampleConfiguration {

  @Bean
  Mailbox mailbox(@Value("${delist.data-dir}") Path dataDir, ExampleProperties properties)
      throws IOException {
    return new Mailbox(
        dataDir.resolve("mailbox"), properties.mailbox().messages(), InstantSource.system());
  }

  @Bean
  MailServers mailServers(SmtpGate gate, Mailbox mailbox, ExampleProperties properties) {
    return new MailServers(gate, mailbox, properties.smtp());
  }

  @Bean
  TrialSender trialSender(ExampleProperties properties) {
    return new TrialSender(properties.smtp().proxyPort());
  }

  @Bean
  Pages pages() {
    return new Pages();
  }

  @Bean
  Announcement announcement(
      PortalLocation portal,
      Blocklist blocklist,
      ExampleProperties properties,
      SmtpListeners listeners,
      ObjectProvider<DnsblZone> zone,
      @Value("${delist.data-dir}") Path dataDir) {
    return new Announcement(
        portal, blocklist, properties.smtp(), listeners, zone, dataDir, System.out);
  }
}
