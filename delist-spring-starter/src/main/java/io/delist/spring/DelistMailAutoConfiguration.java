package io.delist.spring;

import io.delist.mail.MailRelay;
import io.delist.mail.MailTemplates;
import io.delist.mail.OutboxSender;
import io.delist.mail.PortalMail;
import io.delist.mail.SendingPolicy;
import io.delist.store.Store;
import io.delist.workflow.MailSettlement;
import io.delist.workflow.RequestProofs;
import jakarta.mail.internet.InternetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Sends the mails, in the processes that show the portal: they know the URL that the mails name.
 * The others only follow the list.
 */
@AutoConfiguration(after = DelistAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "delist.portal.enabled", matchIfMissing = true)
public final class DelistMailAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(DelistMailAutoConfiguration.class);

  DelistMailAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  MailRelay delistMailRelay(DelistProperties properties) {
    return new MailSettings(properties.mail()).relay();
  }

  /** The mails' words; an application's own bean takes the place of ours. */
  @Bean
  @ConditionalOnMissingBean
  MailTemplates delistMailTemplates(DelistProperties properties) {
    return new MailSettings(properties.mail()).templates();
  }

  @Bean
  @ConditionalOnMissingBean
  SendingPolicy delistSendingPolicy(DelistProperties properties) {
    return new MailSettings(properties.mail()).policy();
  }

  @Bean
  DelistSender delistSender(DelistProperties properties, PortalLocation portal) {
    return new DelistSender(new MailSettings(properties.mail()).from(portal));
  }

  /** Made once the web server listens, since the mails name the URL of {@link PortalLocation}. */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  OutboxSender delistOutboxSender(
      Store store,
      MailSettlement settlement,
      RequestProofs proofs,
      MailRelay relay,
      MailTemplates templates,
      SendingPolicy policy,
      DelistSender sender,
      PortalLocation portal) {
    if (!portal.isConfigured()) {
      LOG.warn(
          "delist.portal.url is not set: links in mails and refusals lead to {}", portal.url());
    }
    return new OutboxSender(
        store,
        settlement,
        proofs,
        new PortalMail(proofs, portal.url(), sender.mailbox(), templates),
        relay,
        policy);
  }

  /**
   * Who the mails come from.
   *
   * @param mailbox with its name
   */
  record DelistSender(InternetAddress mailbox) {}
}
