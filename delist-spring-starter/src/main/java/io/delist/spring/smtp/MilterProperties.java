package io.delist.spring.smtp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The milter for Postfix and Sendmail.
 *
 * @param enabled Whether this process runs the milter.
 * @param address Address that it listens on, one that only mail servers reach.
 * @param port Port that it listens on; 0 takes any free one. 10032 if neither this nor a socket is
 *     set.
 * @param socket File of a Unix socket to listen on, instead of TCP or, with a port, beside it.
 * @param quarantine Whether mail that would be refused is taken and put aside at its end: the hold
 *     queue of Postfix, the quarantine of Sendmail.
 * @param maxConnections How many connections are served at a time; the next is closed at once.
 * @param frameTime How long a frame may take from its first octet to its last: up to 1 day.
 * @param idleTime How long a connection may be silent between frames, as it is while the text of a
 *     message is sent: up to 1 day.
 * @param grace How long a stop waits for sessions under way: 0 to 1 minute.
 * @param threads How many threads serve the connections: 1 to 1024. The number of processors if not
 *     set.
 */
@ConfigurationProperties("delist.smtp.milter")
public record MilterProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("127.0.0.1") String address,
    @Nullable Integer port,
    @Nullable String socket,
    @DefaultValue("false") boolean quarantine,
    @DefaultValue("4096") int maxConnections,
    @DefaultValue("10s") Duration frameTime,
    @DefaultValue("7210s") Duration idleTime,
    @DefaultValue("5s") Duration grace,
    @Nullable Integer threads) {}
