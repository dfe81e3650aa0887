package io.delist.spring.smtp;

import io.delist.replica.Replica;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.milter.MilterServer;
import io.delist.smtp.milter.MilterServerBuilder;
import io.delist.spring.ConditionalOnSwitch;
import io.delist.spring.InvalidPropertyException;
import io.delist.spring.PortalLocation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code delist.smtp.milter}: on TCP, on a Unix socket, or on both. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnSwitch("delist.smtp.milter.enabled")
@EnableConfigurationProperties(MilterProperties.class)
class MilterConfiguration {

  private static final String PREFIX = "delist.smtp.milter.";

  /** What the portal's URL is must be known before a listener starts: refusals name it. */
  MilterConfiguration(PortalLocation portal) {
    portal.requireConfigured("refusals of delist.smtp.milter");
  }

  @Bean
  @ConditionalOnExpression(
      "!environment.containsProperty('delist.smtp.milter.socket')"
          + " or environment.containsProperty('delist.smtp.milter.port')")
  ListenerSwitch delistMilterTcp(
      MilterProperties properties, ObjectProvider<SmtpGate> gate, Replica replica) {
    Integer set = properties.port();
    int port = set == null ? MilterServerBuilder.DEFAULT_PORT : set;
    return new ListenerSwitch(
        PREFIX + "port",
        port,
        () -> builder(properties, gate, replica).address(address(properties, port)).start());
  }

  @Bean
  @ConditionalOnProperty("delist.smtp.milter.socket")
  ListenerSwitch delistMilterSocket(
      MilterProperties properties, ObjectProvider<SmtpGate> gate, Replica replica) {
    String path = String.valueOf(properties.socket());
    return new ListenerSwitch(
        PREFIX + "socket",
        path,
        () -> builder(properties, gate, replica).unixSocket(Path.of(path)).start());
  }

  private static InetSocketAddress address(MilterProperties properties, int port) {
    InetAddress address = PostfixProperties.resolve(PREFIX + "address", properties.address());
    return InvalidPropertyException.reading(
        PREFIX + "port", port, () -> new InetSocketAddress(address, port));
  }

  /** One setting at a time, so that a refusal names its property. */
  private static MilterServerBuilder builder(
      MilterProperties p, ObjectProvider<SmtpGate> gate, Replica replica) {
    MilterServerBuilder server = MilterServer.builder(gate.getObject()).listAge(replica::ageMillis);
    set("max-connections", p.maxConnections(), () -> server.maxConnections(p.maxConnections()));
    set("frame-time", p.frameTime(), () -> server.frameTime(p.frameTime()));
    set("idle-time", p.idleTime(), () -> server.idleTime(p.idleTime()));
    set("grace", p.grace(), () -> server.grace(p.grace()));
    Integer threads = p.threads();
    if (threads != null) {
      set("threads", threads, () -> server.threads(threads));
    }
    return p.quarantine() ? server.quarantine() : server;
  }

  private static void set(String name, Object value, Supplier<MilterServerBuilder> setter) {
    MilterServerBuilder unused = InvalidPropertyException.reading(PREFIX + name, value, setter);
  }
}
