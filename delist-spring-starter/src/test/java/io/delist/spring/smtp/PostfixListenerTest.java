package io.delist.spring.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.DelistAutoConfiguration;
import io.delist.spring.DelistMailAutoConfiguration;
import io.delist.spring.DelistSmtpAutoConfiguration;
import io.delist.spring.InvalidPropertyException;
import io.delist.spring.actuator.DelistActuatorAutoConfiguration;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class PostfixListenerTest {

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
                    DelistListenersAutoConfiguration.class,
                    DelistActuatorAutoConfiguration.class))
            .withBean(Store.class, () -> new MemoryStore(InstantSource.system()))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues(
                "delist.data-dir=" + dir, "delist.portal.url=http://delist.example");
  }

  private WebApplicationContextRunner on() {
    return web.withPropertyValues("delist.smtp.postfix.enabled=true");
  }

  @Test
  void nothingListensUnlessItIsSwitchedOn() {
    web.run(
        context -> {
          assertThat(context).hasNotFailed();
          assertThat(context.getBean(SmtpListeners.class).all()).isEmpty();
        });
  }

  @Test
  void listensAndTellsHealthAndMetrics() {
    AtomicReference<SmtpListener> left = new AtomicReference<>();
    on().withPropertyValues("delist.smtp.postfix.port=0")
        .run(
            context -> {
              List<SmtpListener> all = context.getBean(SmtpListeners.class).all();
              assertThat(all).hasSize(1);
              left.set(all.get(0));
              InetSocketAddress address = (InetSocketAddress) all.get(0).address();
              assertThat(ask(address)).isEqualTo("action=DUNNO\n\n");

              Health health =
                  context.getBean("delistListenersHealthIndicator", HealthIndicator.class).health();
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails())
                  .hasSize(1)
                  .containsKey("postfix 127.0.0.1:" + address.getPort());
              assertThat(health.getDetails().toString())
                  .contains("not-listed=1")
                  .contains("malformed=0")
                  .contains("listAgeMillis=")
                  .doesNotContain("listAgeMillis=-1");
              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(
                      meters
                          .get("delist.listener.decisions")
                          .tag("listener", "postfix")
                          .tag("decision", "not-listed")
                          .functionCounter()
                          .count())
                  .isEqualTo(1);
              assertThat(meters.get("delist.listener.latency").functionTimer().count())
                  .isEqualTo(1);
              assertThat(meters.get("delist.listener.malformed").functionCounter().count())
                  .isZero();
              assertThat(meters.get("delist.listener.list.age").timeGauge().value())
                  .isNotNegative();
            });
    assertThat(left.get().health().listening()).isFalse();
  }

  @Test
  void aSocketTakesThePlaceOfTcpUnlessThereIsAPortToo() {
    String socket = "delist.smtp.postfix.socket=" + dir.resolve("policy");
    on().withPropertyValues(socket)
        .run(
            context ->
                assertThat(context.getBean(SmtpListeners.class).all())
                    .extracting(listener -> listener.address().toString())
                    .containsExactly(dir.resolve("policy").toString()));
    on().withPropertyValues(socket, "delist.smtp.postfix.port=0")
        .run(context -> assertThat(context.getBean(SmtpListeners.class).all()).hasSize(2));
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      on().withPropertyValues("delist.smtp.postfix.port=" + taken.getLocalPort())
          .run(
              context ->
                  assertThat(context)
                      .getFailure()
                      .rootCause()
                      .isInstanceOf(InvalidPropertyException.class)
                      .hasMessageStartingWith(
                          "delist.smtp.postfix.port is \""
                              + taken.getLocalPort()
                              + "\": the listener postfix cannot listen on 127.0.0.1:"
                              + taken.getLocalPort()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delist.smtp.postfix.port|65536|port out of range",
        "delist.smtp.postfix.max-connections|0|must be 1 or more",
        "delist.smtp.postfix.request-time|PT0S|must be PT0.001S to PT24H",
        "delist.smtp.postfix.idle-time|PT48H|must be PT0.001S to PT24H",
        "delist.smtp.postfix.grace|PT2M|must be PT0S to PT1M",
        "delist.smtp.postfix.threads|0|must be 1 to 1024",
        "delist.smtp.gate.reply|{ip}|unknown placeholder",
        "delist.smtp.gate.reply|451 4.7.1 Later {url}|takes a 5xx code",
        "delist.smtp.gate.deferral|550 5.7.1 No {url}|takes a 4xx code",
        "delist.smtp.gate.tag-field|X Delist|must be 1 to 64",
        "delist.smtp.gate.exempt-recipients[0]|noc|name@example.org",
      })
  void badValuesAreNamed(String property, String value, String right) {
    on().withPropertyValues("delist.smtp.postfix.port=0")
        .withPropertyValues(property + "=" + value)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(right));
  }

  private static String ask(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              """
              request=smtpd_access_policy
              protocol_state=RCPT
              client_address=192.0.2.1
              recipient=a@example.org

              """
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(14), StandardCharsets.US_ASCII);
    }
  }
}
