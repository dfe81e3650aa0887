package io.delist.spring.portal;

import io.delist.limit.Limits;
import io.delist.replica.Replica;
import io.delist.retention.RetentionPolicy;
import io.delist.spring.DelistAutoConfiguration;
import io.delist.spring.DelistProperties;
import io.delist.spring.PortalLocation;
import io.delist.store.Store;
import io.delist.token.KeySource;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.Delisting;
import io.delist.workflow.MailDesk;
import io.delist.workflow.RequestProofs;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * The portal's pages and its JSON API, in a servlet web application; {@code
 * delist.portal.enabled=false} leaves them out.
 *
 * <p>All of it is for everybody. An application with Spring Security lets everybody reach it, and
 * leaves its POST paths out of the CSRF check: the forms carry no such token, and the browser that
 * asked is known by a cookie of the portal's own.
 */
@AutoConfiguration(after = DelistAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, SpringTemplateEngine.class})
@ConditionalOnBooleanProperty(name = "delist.portal.enabled", matchIfMissing = true)
@Import({
  FormPages.class,
  ConfirmPages.class,
  StatusPages.class,
  ReplyPages.class,
  RulesPages.class,
  NeverMailPages.class,
  LookupPages.class,
  StyleSheet.class,
  PageTroubles.class,
  LookupApi.class,
  RequestsApi.class,
  ReplyApi.class,
  BouncesApi.class,
  ChallengeApi.class,
  HumanScript.class,
  ApiTroubles.class
})
public final class DelistPortalAutoConfiguration {

  /** Half of them are tried on average: some tenths of a second in a browser. */
  private static final int LARGEST_NUMBER = 50_000;

  private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(20);

  DelistPortalAutoConfiguration() {}

  @Bean
  Texts delistTexts() {
    return new Texts();
  }

  @Bean
  Visitors delistVisitors(PortalLocation portal, DelistPolicy policy) {
    return new Visitors(portal, new SecureRandom(), BrowserLife.of(policy));
  }

  @Bean
  RefusedAtDoor delistRefusedAtDoor(Store store, ObjectProvider<InstantSource> clock) {
    return new RefusedAtDoor(store, clock.getIfUnique(InstantSource::system));
  }

  @Bean
  ClientDoor delistClientDoor(
      Store store, Limits limits, RefusedAtDoor refused, Environment environment) {
    String strategy = environment.getProperty("server.forward-headers-strategy", "none");
    return new ClientDoor(store, limits, refused, !strategy.equalsIgnoreCase("none"));
  }

  /** The application's own check, or the one that {@code delist.portal.human-check} names. */
  @Bean
  HumanGate delistHumanGate(
      ObjectProvider<HumanCheck> own,
      PortalLocation portal,
      KeySource keys,
      Store store,
      RefusedAtDoor refused,
      ObjectProvider<InstantSource> clock) {
    return new HumanGate(
        own.getIfAvailable(
            () ->
                portal.hasAltcha()
                    ? new AltchaCheck(
                        keys,
                        store,
                        clock.getIfUnique(InstantSource::system),
                        new SecureRandom(),
                        LARGEST_NUMBER,
                        CHALLENGE_LIFE)
                    : null),
        refused);
  }

  @Bean
  ListState delistListState(Replica replica) {
    return new ListState(replica);
  }

  @Bean
  Pages delistPages(
      PortalLocation portal,
      Visitors visitors,
      StyleSheet styleSheet,
      HumanScript humanScript,
      Texts texts) {
    return new Pages(portal, visitors, styleSheet, humanScript, texts);
  }

  @Bean
  StatusView delistStatusView(
      Delisting delisting,
      RequestProofs proofs,
      DelistPolicy policy,
      RetentionPolicy retention,
      Texts texts) {
    WaitView waits = new WaitView(policy.requests().review(), retention);
    return new StatusView(delisting, new Codes(proofs), waits, texts);
  }

  @Bean
  MailboxReader delistMailboxReader(DelistProperties properties) {
    return new MailboxReader(properties.mail().smtputf8());
  }

  @Bean
  MailView delistMailView(MailDesk mails, Texts texts) {
    return new MailView(mails, texts);
  }

  @Bean
  Problems delistProblems(Texts texts) {
    return new Problems(texts);
  }
}
