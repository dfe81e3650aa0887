package io.delist.spring.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.DelistAutoConfiguration;
import io.delist.spring.DelistMailAutoConfiguration;
import io.delist.spring.DelistSmtpAutoConfiguration;
import io.delist.spring.actuator.DelistActuatorAutoConfiguration;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.SmartLifecycle;

/** Listeners that are stopped and started again are new ones, and the old are known no more. */
class ListenersStartAgainTest {

  @TempDir Path dir;

  @Test
  void theClosedOnesAreForgotten() {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistMailAutoConfiguration.class,
                DelistSmtpAutoConfiguration.class,
                DelistListenersAutoConfiguration.class,
                DelistActuatorAutoConfiguration.class))
        .withBean(Store.class, () -> new MemoryStore(InstantSource.system()))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withPropertyValues(
            "delist.data-dir=" + dir,
            "delist.portal.url=https://delist.example/",
            "delist.smtp.postfix.port=0",
            "delist.smtp.postfix.socket=" + dir.resolve("policy"),
            "delist.smtp.postfix.enabled=true")
        .run(
            context -> {
              SmtpListeners listeners = context.getBean(SmtpListeners.class);
              HealthIndicator health =
                  context.getBean("delistListenersHealthIndicator", HealthIndicator.class);
              SmartLifecycle meter = context.getBean("delistListenerMetrics", SmartLifecycle.class);
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              List<SmtpListener> first = listeners.all();
              assertThat(first).hasSize(2);
              ask(first.get(0));
              assertThat(decided(meters)).isEqualTo(1);

              meter.stop();
              listeners.stop();
              assertThat(listeners.all()).isEqualTo(first);
              assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

              listeners.start();
              meter.start();
              List<SmtpListener> second = listeners.all();
              assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
              assertThat(second).allMatch(listener -> listener.health().listening());
              assertThat(listeners.awaited()).isEmpty();
              assertThat(health.health().getStatus()).isEqualTo(Status.UP);
              assertThat(health.health().getDetails()).hasSize(2);
              assertThat(decided(meters)).isZero();
              ask(second.get(0));
              ask(second.get(0));
              assertThat(decided(meters)).isEqualTo(2);
            });
  }

  /** What all meters of decisions say together. */
  private static double decided(MeterRegistry meters) {
    return meters.get("delist.listener.decisions").functionCounters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static void ask(SmtpListener listener) throws IOException {
    String address = listener.health().address();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "request=smtpd_access_policy\nprotocol_state=RCPT\nclient_address=192.0.2.1\n\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(14), StandardCharsets.US_ASCII))
          .isEqualTo("action=DUNNO\n\n");
    }
  }
}
