package io.delist.spring;

import io.delist.smtp.dnsbl.DnsblServer;
import io.delist.smtp.dnsbl.DnsblServerSettings;
import io.delist.smtp.dnsbl.DnsblZone;
import io.delist.smtp.listener.ListenerHealth;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The DNS zone of this process, from after the list was read until before it goes: a stop answers
 * what was asked, and then closes.
 */
public final class DnsblListener implements SmartLifecycle {

  /** After the replica's phase, so that the first query already gets a true answer. */
  private static final int AFTER_REPLICA =
      WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024 + 1;

  private static final Logger LOG = LoggerFactory.getLogger(DnsblListener.class);

  private final DnsblZone zone;
  private final DnsblServerSettings settings;
  private final LongSupplier listAgeMillis;
  private volatile @Nullable DnsblServer server;

  DnsblListener(DnsblZone zone, DnsblServerSettings settings, LongSupplier listAgeMillis) {
    this.zone = zone;
    this.settings = settings;
    this.listAgeMillis = listAgeMillis;
  }

  @Override
  public void start() {
    DnsblServer started = DnsblServer.start(zone, settings, listAgeMillis);
    server = started;
    LOG.info("DNS zone {} is served at {}, UDP and TCP", zone, started.address());
  }

  /** The zone's name. */
  public String name() {
    return zone.name();
  }

  /** Where it listens; empty before the start and after the stop. */
  public Optional<InetSocketAddress> address() {
    return Optional.ofNullable(server).map(DnsblServer::address);
  }

  /** How it is; empty before the start and after the stop. */
  public Optional<ListenerHealth> health() {
    return Optional.ofNullable(server).map(DnsblServer::health);
  }

  @Override
  public void stop() {
    DnsblServer running = server;
    server = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  @Override
  public int getPhase() {
    return AFTER_REPLICA;
  }
}
