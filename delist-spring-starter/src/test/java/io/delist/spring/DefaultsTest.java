package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.ListingGuard;
import io.delist.bounce.BounceReader;
import io.delist.mail.MailRelay;
import io.delist.mail.OutboxSender;
import io.delist.mail.SmtpRelay;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.replica.Replica;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.SmtpGate;
import io.delist.spring.actuator.DelistActuatorAutoConfiguration;
import io.delist.spring.portal.DelistPortalAutoConfiguration;
import io.delist.store.Store;
import io.delist.store.jdbc.JdbcStore;
import io.delist.store.memory.MemoryStore;
import io.delist.token.KeyRing;
import io.delist.token.ReferenceSigner;
import io.delist.workflow.Candidate;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.Delisting;
import io.delist.workflow.ListingDesk;
import io.delist.workflow.Refusal;
import io.delist.workflow.Rule;
import io.delist.workflow.RuleBook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.stereotype.Controller;

class DefaultsTest {

  @TempDir Path dir;
  private WebApplicationContextRunner web;

  @BeforeEach
  void makeRunner() {
    web =
        new WebApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    DelistAutoConfiguration.class,
                    DelistMailAutoConfiguration.class,
                    DelistSmtpAutoConfiguration.class,
                    DelistActuatorAutoConfiguration.class,
                    DelistPortalAutoConfiguration.class))
            .withPropertyValues("delist.data-dir=" + dir);
  }

  private static JdbcDataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:defaults;DB_CLOSE_DELAY=-1");
    return database;
  }

  @Test
  void aDataSourceIsAllItTakes() {
    web.withBean(JdbcDataSource.class, DefaultsTest::database)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(Store.class)).isInstanceOf(JdbcStore.class);
              assertThat(context.getBean(MailRelay.class)).isInstanceOf(SmtpRelay.class);
              assertThat(context)
                  .hasSingleBean(Blocklist.class)
                  .hasSingleBean(Delisting.class)
                  .hasSingleBean(ListingDesk.class)
                  .hasSingleBean(ReferenceSigner.class)
                  .hasSingleBean(BounceReader.class)
                  .hasSingleBean(OutboxSender.class)
                  .hasSingleBean(SmtpGate.class)
                  .hasBean("delistHealthIndicator");
              assertThat(context.getBean(Replica.class).isLoaded()).isTrue();
              assertThat(context.getBean(DelistPolicy.class)).isEqualTo(DelistPolicy.defaults());
            });
  }

  @Test
  void theFirstStartMakesAKeyAndTheNextFindsIt() {
    String[] kept = new String[1];
    web.withBean(Store.class, DefaultsTest::memory)
        .run(
            context ->
                kept[0] =
                    context
                        .getBean(ReferenceSigner.class)
                        .sign(IpAddress.parse("192.0.2.1"), 1, Instant.EPOCH));
    assertThat(Files.exists(dir.resolve("token.key"))).isTrue();
    web.withBean(Store.class, DefaultsTest::memory)
        .run(
            context ->
                assertThat(context.getBean(ReferenceSigner.class).verify(kept[0])).isPresent());
  }

  private static Store memory() {
    return new MemoryStore(InstantSource.system());
  }

  @Test
  void theApplicationsOwnBeansStay() {
    Store store = memory();
    KeyRing ring =
        KeyRing.of(
            "own", "0123456789 a key that a test writes".getBytes(StandardCharsets.US_ASCII));
    DelistPolicy policy = DelistPolicy.defaults().withLinkLife(Duration.ofMinutes(5));
    MailRelay relay = message -> new MailRelay.Handover.Taken();
    SmtpGate gate =
        SmtpGate.builder(
                new BlocklistProjection(InstantSource.system()).blocklist(), InstantSource.system())
            .portal(PortalUrl.parse("https://delist.example/"))
            .build();
    BounceReader bounces = new BounceReader();
    ListingGuard guard = new ListingGuard(List.of(IpPrefix.parse("192.0.2.0/24")));
    HealthIndicator health = () -> Health.up().build();
    web.withBean(Store.class, () -> store)
        .withBean(KeyRing.class, () -> ring)
        .withBean(DelistPolicy.class, () -> policy)
        .withBean(MailRelay.class, () -> relay)
        .withBean(SmtpGate.class, () -> gate)
        .withBean(ListingGuard.class, () -> guard)
        .withBean(BounceReader.class, () -> bounces)
        .withBean("delistHealthIndicator", HealthIndicator.class, () -> health)
        .run(
            context -> {
              assertThat(context.getBean(Store.class)).isSameAs(store);
              assertThat(context.getBean(KeyRing.class)).isSameAs(ring);
              assertThat(context.getBean(DelistPolicy.class)).isSameAs(policy);
              assertThat(context.getBean(MailRelay.class)).isSameAs(relay);
              assertThat(context.getBean(SmtpGate.class)).isSameAs(gate);
              assertThat(context.getBean(ListingGuard.class)).isSameAs(guard);
              assertThat(context.getBean(BounceReader.class)).isSameAs(bounces);
              assertThat(context.getBean(HealthIndicator.class)).isSameAs(health);
              assertThat(Files.exists(dir.resolve("token.key"))).isFalse();
            });
  }

  @Test
  void theApplicationsRulesAreInTheBook() {
    web.withBean(Store.class, DefaultsTest::memory)
        .withBean(Rule.class, OnMondays::new)
        .run(
            context ->
                assertThat(context.getBean(RuleBook.class).ids())
                    .contains("not-listed", "not-on-mondays"));
  }

  private static final class OnMondays implements Rule {
    @Override
    public String id() {
      return "not-on-mondays";
    }

    @Override
    public String text(Locale language) {
      return "Closed on Mondays.";
    }

    @Override
    public String door(Locale language) {
      return "Come on Tuesday.";
    }

    @Override
    public Optional<Refusal> objectionTo(Candidate candidate) {
      return Optional.empty();
    }
  }

  @Test
  void withoutThePortalNothingIsSentAndNothingShown() {
    web.withBean(Store.class, DefaultsTest::memory)
        .withPropertyValues("delist.portal.enabled=false")
        .run(
            context -> {
              assertThat(context)
                  .hasNotFailed()
                  .hasSingleBean(Blocklist.class)
                  .hasSingleBean(SmtpGate.class)
                  .doesNotHaveBean(OutboxSender.class)
                  .doesNotHaveBean(MailRelay.class);
              assertThat(context.getBeansWithAnnotation(Controller.class)).isEmpty();
            });
  }

  @Test
  void aMailNodeNeedsNoWebServer() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistMailAutoConfiguration.class,
                DelistSmtpAutoConfiguration.class,
                DelistPortalAutoConfiguration.class))
        .withPropertyValues("delist.data-dir=" + dir, "delist.portal.url=https://delist.example")
        .withBean(Store.class, DefaultsTest::memory)
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(SmtpGate.class)
                    .doesNotHaveBean(OutboxSender.class));
  }

  @Test
  void aStoreThatIsAwayDoesNotStopTheStart() {
    web.withBean(Store.class, () -> new SwitchableStore(true))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(Replica.class).isLoaded()).isFalse();
            });
  }
}
