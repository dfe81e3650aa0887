package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.smtp.dnsbl.DnsblZone;
import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.actuator.DelistActuatorAutoConfiguration;
import io.delist.spring.smtp.DelistListenersAutoConfiguration;
import io.delist.spring.smtp.SmtpListeners;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * The switch {@code delist.smtp.dnsbl.enabled}: the zone is served, stopped, and its settings
 * checked.
 */
class DnsblStartTest {

  private static final int SERVFAIL = 2;

  @TempDir Path dir;

  private WebApplicationContextRunner runner(String... properties) {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistDnsblAutoConfiguration.class,
                DelistListenersAutoConfiguration.class,
                DelistActuatorAutoConfiguration.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(Store.class, () -> new MemoryStore(InstantSource.system()))
        .withPropertyValues(
            "delist.data-dir=" + dir,
            "delist.portal.url=https://delist.example/",
            "delist.smtp.dnsbl.port=0")
        .withPropertyValues(properties);
  }

  @Test
  void nothingIsServedUnlessItIsSwitchedOn() {
    runner().run(context -> assertThat(context).doesNotHaveBean(DnsblZone.class));
  }

  @Test
  void theZoneIsServedUntilTheContextCloses() {
    InetSocketAddress[] address = new InetSocketAddress[1];
    runner("delist.smtp.dnsbl.enabled=true", "delist.smtp.dnsbl.zone=bl.example.test")
        .run(
            context -> {
              SmtpListener listener = onlyListener(context);
              address[0] = (InetSocketAddress) listener.address();
              // Listed, and with an answer: one record.
              assertThat(ask(address[0], "2.0.0.127.bl.example.test")).isEqualTo(1);
              assertThat(ask(address[0], "1.0.0.127.bl.example.test")).isZero();
              // An answer over UDP has left before it is counted.
              await().until(() -> listener.health().latency().count() == 2);
              ListenerHealth health = listener.health();
              assertThat(health.listening()).isTrue();
              assertThat(health.decisions())
                  .containsEntry("listed", 1L)
                  .containsEntry("not-listed", 1L);
              assertThat(health.listAgeMillis()).isNotNegative();
              Health told =
                  context.getBean("delistListenersHealthIndicator", HealthIndicator.class).health();
              assertThat(told.getStatus()).isEqualTo(Status.UP);
              assertThat(told.getDetails())
                  .containsOnlyKeys("dnsbl 127.0.0.1:" + address[0].getPort());
              assertThat(
                      context
                          .getBean(MeterRegistry.class)
                          .get("delist.listener.decisions")
                          .tag("listener", "dnsbl")
                          .tag("decision", "listed")
                          .functionCounter()
                          .count())
                  .isEqualTo(1);
            });
    try (DatagramSocket again = new DatagramSocket(address[0])) {
      assertThat(again.isBound()).isTrue();
    } catch (IOException e) {
      throw new AssertionError("the port is still taken", e);
    }
  }

  @Test
  void withoutAListTheAnswerIsServfail() {
    SwitchableStore store = new SwitchableStore(true);
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistDnsblAutoConfiguration.class,
                DelistListenersAutoConfiguration.class))
        .withBean(Store.class, () -> store)
        .withPropertyValues(
            "delist.data-dir=" + dir,
            "delist.portal.url=https://delist.example/",
            "delist.smtp.dnsbl.port=0",
            "delist.smtp.dnsbl.enabled=true",
            "delist.smtp.dnsbl.zone=bl.example.test")
        .run(
            context -> {
              InetSocketAddress address = (InetSocketAddress) onlyListener(context).address();
              byte[] answer = exchange(address, "2.0.0.127.bl.example.test");
              assertThat(answer[3] & 0xf).isEqualTo(SERVFAIL);
            });
  }

  @Test
  void codesSubZonesAndTextAreTaken() {
    runner(
            "delist.smtp.dnsbl.enabled=true",
            "delist.smtp.dnsbl.zone=bl.example.test",
            "delist.smtp.dnsbl.source-return-codes[0]=feed:drop 127.0.0.4",
            "delist.smtp.dnsbl.reason-return-codes.607=127.0.0.8",
            "delist.smtp.dnsbl.sub-zones.drop=feed:drop,feed:edrop",
            "delist.smtp.dnsbl.several-listings=bitmask",
            "delist.smtp.dnsbl.text=listed, see {url}")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              InetSocketAddress address = (InetSocketAddress) onlyListener(context).address();
              assertThat(ask(address, "2.0.0.127.drop.bl.example.test")).isEqualTo(1);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zone|''|needs a name",
        "zone|a..b|for example bl.example.org",
        "name-servers|ns.bl.example.test|lies in the zone",
        "ttl|0s|PT1S to PT24H",
        "negative-ttl|2d|PT1S to PT24H",
        "return-code|127.0.0.1|127.0.0.0/8",
        "source-return-codes[0]|feed:a 10.0.0.1|127.0.0.0/8",
        "source-return-codes[0]|feed:a|as in feed:drop 127.0.0.4",
        "reason-return-codes.605|127.0.0.4|606 to 649",
        "sub-zones.12|feed:a|reads like a part of an address",
        "text|{nothing}|no placeholder",
        "address|localhost|",
        "port|70000|1 to 65535",
        "clients[0]|10.0.0.1/8|10.0.0.0/8",
        "responses-per-second|-1|0 for no limit",
        "slip|-1|slip",
        "max-connections|0|connections",
        "idle|1h|idle",
        "grace|2m|grace",
        "threads|-1|threads"
      })
  void aSettingThatDoesNotDoIsNamed(String property, String value, String why) {
    runner(
            "delist.smtp.dnsbl.enabled=true",
            "delist.smtp.dnsbl.zone=bl.example.test",
            "delist.smtp.dnsbl." + property + "=" + value)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(Analyses.of(context.getStartupFailure()).getDescription())
                  .contains("delist.smtp.dnsbl." + property)
                  .contains(why == null ? "" : why);
            });
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      runner(
              "delist.smtp.dnsbl.enabled=true",
              "delist.smtp.dnsbl.zone=bl.example.test",
              "delist.smtp.dnsbl.port=" + taken.getLocalPort())
          .run(
              context -> {
                assertThat(context).hasFailed();
                assertThat(Analyses.of(context.getStartupFailure()).getDescription())
                    .contains("delist.smtp.dnsbl.port is \"" + taken.getLocalPort() + "\"")
                    .contains("the listener dnsbl cannot listen on 127.0.0.1");
              });
    }
  }

  private static SmtpListener onlyListener(ApplicationContext context) {
    List<SmtpListener> all = context.getBean(SmtpListeners.class).all();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** How many records the answer has. */
  private static int ask(InetSocketAddress server, String name) throws IOException {
    return exchange(server, name)[7];
  }

  private static byte[] exchange(InetSocketAddress server, String name) throws IOException {
    ByteBuffer query = ByteBuffer.allocate(512);
    query.putShort((short) 7).putShort((short) 0).putShort((short) 1).putShort((short) 0).putInt(0);
    for (String label : name.split("\\.", -1)) {
      query.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    query.put((byte) 0).putShort((short) 1).putShort((short) 1);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      socket.send(new DatagramPacket(query.array(), query.position(), server));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      socket.receive(answer);
      return answer.getData();
    }
  }
}
