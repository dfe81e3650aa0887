package io.delist.spring.smtp;

import io.delist.spring.InvalidPropertyException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The policy server for Postfix.
 *
 * @param enabled Whether this process runs the policy server.
 * @param address Address that it listens on, one that only mail servers reach.
 * @param port Port that it listens on; 0 takes any free one. 10031 if neither this nor a socket is
 *     set.
 * @param socket File of a Unix socket to listen on, instead of TCP or, with a port, beside it.
 * @param maxConnections How many connections are served at a time; the next is closed at once.
 * @param requestTime How long a request may take from its first octet to its last.
 * @param idleTime How long a connection may wait for its next request; longer than Postfix's
 *     smtpd_policy_service_max_idle.
 * @param grace How long a stop waits for requests under way: 0 to 1 minute.
 * @param threads How many threads serve the connections: 1 to 1024. The number of processors if not
 *     set.
 */
@ConfigurationProperties("delist.smtp.postfix")
public record PostfixProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("127.0.0.1") String address,
    @Nullable Integer port,
    @Nullable String socket,
    @DefaultValue("4096") int maxConnections,
    @DefaultValue("10s") Duration requestTime,
    @DefaultValue("330s") Duration idleTime,
    @DefaultValue("5s") Duration grace,
    @Nullable Integer threads) {

  static final String PREFIX = "delist.smtp.postfix.";

  /** The address of a property, which has to be one of this machine. */
  static InetAddress resolve(String property, String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new InvalidPropertyException(
          property, text, "was not found; use an address of this machine, as in 127.0.0.1");
    }
  }
}
