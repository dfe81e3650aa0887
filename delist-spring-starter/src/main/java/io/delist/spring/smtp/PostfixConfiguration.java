package io.delist.spring.smtp;

import io.delist.replica.Replica;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.postfix.PolicyServer;
import io.delist.smtp.postfix.PolicyServerBuilder;
import io.delist.spring.ConditionalOnSwitch;
import io.delist.spring.InvalidPropertyException;
import io.delist.spring.PortalLocation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code delist.smtp.postfix}: on TCP, on a Unix socket, or on both. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnSwitch("delist.smtp.postfix.enabled")
@EnableConfigurationProperties(PostfixProperties.class)
class PostfixConfiguration {

  private static final String PREFIX = "delist.smtp.postfix.";

  /** What the portal's URL is must be known before a listener starts: refusals name it. */
  PostfixConfiguration(PortalLocation portal) {
    portal.requireConfigured("refusals of delist.smtp.postfix");
  }

  @Bean
  @ConditionalOnExpression(
      "!environment.containsProperty('delist.smtp.postfix.socket')"
          + " or environment.containsProperty('delist.smtp.postfix.port')")
  ListenerSwitch delistPostfixTcp(
      PostfixProperties properties, ObjectProvider<SmtpGate> gate, Replica replica) {
    int port = properties.port() == null ? PolicyServerBuilder.DEFAULT_PORT : properties.port();
    return new ListenerSwitch(
        PREFIX + "port",
        port,
        () -> builder(properties, gate, replica).address(address(properties, port)).start());
  }

  @Bean
  @ConditionalOnProperty("delist.smtp.postfix.socket")
  ListenerSwitch delistPostfixSocket(
      PostfixProperties properties, ObjectProvider<SmtpGate> gate, Replica replica) {
    String path = String.valueOf(properties.socket());
    return new ListenerSwitch(
        PREFIX + "socket",
        path,
        () -> builder(properties, gate, replica).unixSocket(Path.of(path)).start());
  }

  private static InetSocketAddress address(PostfixProperties properties, int port) {
    InetAddress address;
    try {
      address = InetAddress.getByName(properties.address());
    } catch (UnknownHostException e) {
      throw new InvalidPropertyException(
          PREFIX + "address",
          properties.address(),
          "was not found; use an address of this machine, as in 127.0.0.1");
    }
    return InvalidPropertyException.reading(
        PREFIX + "port", port, () -> new InetSocketAddress(address, port));
  }

  /** One setting at a time, so that a refusal names its property. */
  private static PolicyServerBuilder builder(
      PostfixProperties p, ObjectProvider<SmtpGate> gate, Replica replica) {
    PolicyServerBuilder server = PolicyServer.builder(gate.getObject()).listAge(replica::ageMillis);
    set("max-connections", p.maxConnections(), () -> server.maxConnections(p.maxConnections()));
    set("request-time", p.requestTime(), () -> server.requestTime(p.requestTime()));
    set("idle-time", p.idleTime(), () -> server.idleTime(p.idleTime()));
    set("grace", p.grace(), () -> server.grace(p.grace()));
    Integer threads = p.threads();
    if (threads != null) {
      set("threads", threads, () -> server.threads(threads));
    }
    return server;
  }

  private static void set(String name, Object value, Supplier<PolicyServerBuilder> setter) {
    PolicyServerBuilder unused = InvalidPropertyException.reading(PREFIX + name, value, setter);
  }
}
