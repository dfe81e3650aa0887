package io.delist.spring.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.DelistAutoConfiguration;
import io.delist.spring.DelistMailAutoConfiguration;
import io.delist.spring.DelistSmtpAutoConfiguration;
import io.delist.spring.actuator.DelistActuatorAutoConfiguration;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.SmartLifecycle;

/** Health is up only if every listener that is switched on listens. */
class ListenersHealthTest {

  private static final String POSTFIX_ON = "delist.smtp.postfix.enabled=true";

  @TempDir Path dir;

  private WebApplicationContextRunner application(String... properties) {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistMailAutoConfiguration.class,
                DelistSmtpAutoConfiguration.class,
                DelistListenersAutoConfiguration.class,
                DelistActuatorAutoConfiguration.class))
        .withBean(Store.class, () -> new MemoryStore(InstantSource.system()))
        .withBean(Early.class)
        .withPropertyValues(
            "delist.data-dir=" + dir,
            "delist.portal.url=https://delist.example/",
            "delist.smtp.postfix.port=0")
        .withPropertyValues(properties);
  }

  @Test
  void withNoneSwitchedOnThereIsNothingToWaitFor() {
    application()
        .run(
            context -> {
              assertThat(context.getBean(Early.class).health()).isEqualTo(Health.up().build());
              assertThat(indicator(context).health()).isEqualTo(Health.up().build());
            });
  }

  @Test
  void aListenerThatDoesNotListenYetIsOutOfService() {
    application(POSTFIX_ON, "delist.smtp.postfix.socket=" + dir.resolve("policy"))
        .run(
            context -> {
              Health early = context.getBean(Early.class).health();
              assertThat(early.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              assertThat(early.getDetails())
                  .containsOnlyKeys("delist.smtp.postfix.port", "delist.smtp.postfix.socket");
              Health now = indicator(context).health();
              assertThat(now.getStatus()).isEqualTo(Status.UP);
              assertThat(now.getDetails()).hasSize(2);
            });
  }

  @Test
  void aListenerThatWasStoppedIsDown() {
    application(POSTFIX_ON)
        .run(
            context -> {
              context.getBean(SmtpListeners.class).stop();
              assertThat(indicator(context).health().getStatus()).isEqualTo(Status.DOWN);
            });
  }

  private static HealthIndicator indicator(BeanFactory beans) {
    return beans.getBean("delistListenersHealthIndicator", HealthIndicator.class);
  }

  /** Asks for health when everything is made and nothing has started. */
  static final class Early implements SmartLifecycle {

    private final BeanFactory beans;
    private @Nullable Health seen;

    Early(BeanFactory beans) {
      this.beans = beans;
    }

    @Nullable Health health() {
      return seen;
    }

    @Override
    public void start() {
      seen = indicator(beans).health();
    }

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
      return seen != null;
    }

    @Override
    public int getPhase() {
      return Integer.MIN_VALUE;
    }
  }
}
