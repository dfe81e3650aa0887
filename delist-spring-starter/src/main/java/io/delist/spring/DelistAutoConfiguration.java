package io.delist.spring;

import io.delist.audit.AuditTrail;
import io.delist.blocklist.Blocklist;
import io.delist.blocklist.CoarseClock;
import io.delist.blocklist.ListingGuard;
import io.delist.bounce.BounceReader;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.mail.DnsMxLookup;
import io.delist.mail.OutboxSender;
import io.delist.replica.Replica;
import io.delist.retention.Retention;
import io.delist.retention.RetentionPolicy;
import io.delist.store.Store;
import io.delist.token.KeyRing;
import io.delist.token.KeySource;
import io.delist.token.ReferenceSigner;
import io.delist.workflow.AsyncRule;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.Delisting;
import io.delist.workflow.FalseLinks;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.FeedReload;
import io.delist.workflow.ListingDesk;
import io.delist.workflow.ListingExpiry;
import io.delist.workflow.MailDesk;
import io.delist.workflow.MailSettlement;
import io.delist.workflow.MxLookup;
import io.delist.workflow.MxRule;
import io.delist.workflow.RequestProofs;
import io.delist.workflow.RequestTimers;
import io.delist.workflow.Reviews;
import io.delist.workflow.Rule;
import io.delist.workflow.RuleBook;
import io.delist.workflow.Settlement;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The list and the way off it, from the application's {@link DataSource} or its own {@link Store}.
 *
 * <p>At start, before the web server opens: the configured allowlist and feeds go into the store
 * and the {@link Replica} reads it. A store that is away does not stop the start: the list of the
 * last run is served from its snapshot, and health tells its age; without one nothing is blocked
 * until the store is back, and health is down.
 *
 * <p>An application that has a bean of one of these types keeps it. Time comes from its {@link
 * InstantSource} bean (a {@link java.time.Clock} is one) if it has exactly one.
 */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@EnableConfigurationProperties({DelistProperties.class, PolicyProperties.class})
public final class DelistAutoConfiguration {

  private static final Duration POLL = Duration.ofMillis(500);

  DelistAutoConfiguration() {}

  @Bean
  DelistTime delistTime(ObjectProvider<InstantSource> clock) {
    return new DelistTime(clock.getIfUnique(() -> new CoarseClock(InstantSource.system())));
  }

  @Bean
  @ConditionalOnMissingBean
  Store delistStore(ObjectProvider<DataSource> dataSources, DelistTime time) {
    return StoreFactory.create(dataSources, time.clock());
  }

  @Bean
  @ConditionalOnMissingBean
  PortalLocation delistPortalLocation(DelistProperties properties, Environment environment) {
    return new PortalLocation(properties.portal(), environment);
  }

  @Bean
  @ConditionalOnMissingBean(KeySource.class)
  KeyRing delistKeyRing(DelistProperties properties) {
    return Keys.load(properties, new SecureRandom());
  }

  @Bean
  @ConditionalOnMissingBean
  DelistPolicy delistPolicy(DelistProperties properties, PolicyProperties policy) {
    return Policies.read(properties.request(), policy);
  }

  @Bean
  @ConditionalOnMissingBean
  LimitPolicy delistLimitPolicy(DelistProperties properties) {
    return ConfiguredLimits.read(properties.limits());
  }

  @Bean
  @ConditionalOnMissingBean
  Limits delistLimits(LimitPolicy policy, KeySource keys) {
    return new Limits(policy, keys);
  }

  @Bean
  @ConditionalOnMissingBean
  ListingGuard delistListingGuard(DelistProperties properties) {
    return new ListingGuard(ConfiguredGuards.read(properties));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty(name = "delist.mail.mx-check")
  MxLookup delistMxLookup(DelistProperties properties) {
    return new DnsMxLookup(properties.mail().mxServer(), properties.mail().mxTimeout());
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "delist.mail.mx-check")
  MxRule delistMxRule(MxLookup lookup, DelistProperties properties) {
    DelistProperties.Mail mail = properties.mail();
    return InvalidPropertyException.reading(
        "delist.mail.mx-timeout",
        mail.mxTimeout(),
        () ->
            new MxRule(
                lookup,
                mail.mxTimeout(),
                mail.mxRefuseUnknown() ? AsyncRule.WhenLate.REFUSE : AsyncRule.WhenLate.PASS));
  }

  @Bean
  @ConditionalOnMissingBean
  RuleBook delistRuleBook(
      ListingGuard guard,
      ObjectProvider<Rule> own,
      ObjectProvider<AsyncRule> async,
      PolicyProperties policy) {
    return Policies.rules(
        guard, own.orderedStream().toList(), async.orderedStream().toList(), policy);
  }

  @Bean
  @ConditionalOnMissingBean
  RequestProofs delistRequestProofs(KeySource keys, PortalLocation portal) {
    return new RequestProofs(keys, portal.audience(), new SecureRandom());
  }

  @Bean
  @ConditionalOnMissingBean
  ReferenceSigner delistReferenceSigner(KeySource keys, PortalLocation portal) {
    return new ReferenceSigner(keys, portal.audience());
  }

  @Bean
  @ConditionalOnMissingBean
  BounceReader delistBounceReader(ReferenceSigner references) {
    return new BounceReader(references);
  }

  @Bean
  @ConditionalOnMissingBean
  Settlement delistSettlement(Store store, DelistPolicy policy) {
    return new Settlement(store, policy);
  }

  @Bean
  @ConditionalOnMissingBean
  ListingDesk delistListingDesk(Store store, ListingGuard guard, DelistPolicy policy) {
    return new ListingDesk(store, guard, policy);
  }

  @Bean
  @ConditionalOnMissingBean
  FeedReload delistFeedReload(ListingDesk desk, ListingGuard guard) {
    return new FeedReload(desk, guard);
  }

  @Bean
  @ConditionalOnMissingBean
  Replica delistReplica(
      Store store, Settlement settlement, DelistProperties properties, DelistTime time) {
    return new Replica(
        store, settlement, NodeName.of(properties), time.clock(), POLL, Snapshots.read(properties));
  }

  @Bean
  @ConditionalOnMissingBean
  Blocklist delistBlocklist(Replica replica) {
    return replica.blocklist();
  }

  @Bean
  @ConditionalOnMissingBean
  FalseLinks delistFalseLinks(Store store, DelistTime time) {
    return new FalseLinks(store, time.clock());
  }

  @Bean
  @ConditionalOnMissingBean
  Delisting delistDelisting(
      Store store,
      Blocklist blocklist,
      RequestProofs proofs,
      RuleBook rules,
      DelistPolicy policy,
      Limits limits,
      FalseLinks falseLinks,
      ObjectProvider<OutboxSender> outbox) {
    return new Delisting(
        store,
        blocklist,
        proofs,
        rules,
        policy,
        limits,
        () -> outbox.ifAvailable(OutboxSender::wake),
        falseLinks);
  }

  @Bean
  @ConditionalOnMissingBean
  Reviews delistReviews(
      Store store, DelistPolicy policy, Limits limits, ObjectProvider<OutboxSender> outbox) {
    return new Reviews(store, policy, limits, () -> outbox.ifAvailable(OutboxSender::wake));
  }

  @Bean
  @ConditionalOnMissingBean
  MailSettlement delistMailSettlement(Store store, DelistPolicy policy) {
    return new MailSettlement(store, policy);
  }

  @Bean
  @ConditionalOnMissingBean
  RequestTimers delistRequestTimers(
      Store store, DelistPolicy policy, Limits limits, ObjectProvider<OutboxSender> outbox) {
    return new RequestTimers(store, policy, limits, () -> outbox.ifAvailable(OutboxSender::wake));
  }

  @Bean
  @ConditionalOnMissingBean
  ListingExpiry delistListingExpiry(Store store, DelistPolicy policy) {
    return new ListingExpiry(store, policy);
  }

  @Bean
  @ConditionalOnMissingBean
  MailDesk delistMailDesk(
      Store store, RequestProofs proofs, Limits limits, ObjectProvider<OutboxSender> outbox) {
    return new MailDesk(store, proofs, limits, () -> outbox.ifAvailable(OutboxSender::wake));
  }

  @Bean
  @ConditionalOnMissingBean
  AuditTrail delistAuditTrail(Store store) {
    return new AuditTrail(store);
  }

  @Bean
  @ConditionalOnMissingBean
  RetentionPolicy delistRetentionPolicy(DelistProperties properties, DelistPolicy policy) {
    return RetentionSettings.read(properties.retention(), policy);
  }

  @Bean
  @ConditionalOnMissingBean
  Retention delistRetention(Store store, RequestProofs proofs, RetentionPolicy policy) {
    return new Retention(store, proofs.marks(), policy);
  }

  @Bean
  @ConditionalOnMissingBean
  FeedKeepers delistFeedKeepers(DelistProperties properties, FeedReload reload, DelistTime time) {
    return ConfiguredFeeds.keepers(properties, reload, time.clock());
  }

  @Bean
  ConfiguredList delistConfiguredList(
      Store store,
      ListingDesk desk,
      FeedKeepers feeds,
      ListingGuard guard,
      DelistProperties properties) {
    return new ConfiguredList(
        store,
        desk,
        feeds,
        Prefixes.allowlist(properties.allowlist(), guard),
        ConfiguredFeeds.removed(properties));
  }

  @Bean
  FeedSchedule delistFeedSchedule(
      ConfiguredList configured, FeedKeepers feeds, DelistProperties properties) {
    return new FeedSchedule(
        configured, ConfiguredFeeds.turns(properties, feeds), new SecureRandom());
  }

  @Bean
  ReplicaLifecycle delistReplicaLifecycle(ConfiguredList configured, Replica replica) {
    return new ReplicaLifecycle(configured, replica);
  }

  @Bean
  BackgroundWork delistBackgroundWork(
      ObjectProvider<OutboxSender> outbox,
      Settlement settlement,
      RequestTimers timers,
      ListingExpiry expiry,
      Retention retention,
      ConfiguredList configured,
      FalseLinks falseLinks,
      Store store) {
    return new BackgroundWork(
        outbox, settlement, timers, expiry, retention, configured, falseLinks, store);
  }
}
