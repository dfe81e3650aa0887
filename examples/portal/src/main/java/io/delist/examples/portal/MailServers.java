package io.delist.examples.portal;

import io.delist.smtp.SmtpGate;
import io.delist.smtp.subetha.DelistMessageHandlerFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.internal.proxy.ProxyHandler;
import org.subethamail.smtp.internal.proxy.ProxyProtocolV1V2Handler;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The mail system of example.org, twice: as it meets the Internet, and behind the PROXY protocol,
 * v1 and v2, where whoever connects says which client address it stands for. That is why both
 * listen on the loopback address alone.
 *
 * <p>The gate is put around the mail system's own handlers and asked at each RCPT; nothing else of
 * a mail server changes.
 */
final class MailServers implements SmartLifecycle {

  static final String HOST_NAME = "mail.example.org";

  private final SMTPServer direct;
  private final SMTPServer proxied;

  MailServers(SmtpGate gate, Mailbox mailbox, ExampleProperties.Smtp ports) {
    MessageHandlerFactory handlers =
        new DelistMessageHandlerFactory(gate, context -> new Delivery(mailbox, context));
    this.direct = server(ports.port(), ProxyHandler.NOP, handlers);
    this.proxied = server(ports.proxyPort(), ProxyProtocolV1V2Handler.INSTANCE, handlers);
  }

  private static SMTPServer server(int port, ProxyHandler proxy, MessageHandlerFactory handlers) {
    return SMTPServer.port(port)
        .bindAddress(InetAddress.getLoopbackAddress())
        .hostName(HOST_NAME)
        .softwareName("delist example")
        .proxyHandler(proxy)
        .messageHandlerFactory(handlers)
        // Its own Received header asks the DNS for the client's name and believes the client's own.
        .insertReceivedHeaders(false)
        .maxMessageSize(Delivery.LONGEST_MESSAGE_BYTES)
        .maxConnections(100)
        .connectionTimeout(1, TimeUnit.MINUTES)
        .build();
  }

  @Override
  public void start() {
    start(direct, "example.smtp.port");
    try {
      start(proxied, "example.smtp.proxy-port");
    } catch (MailPortException e) {
      direct.stop();
      throw e;
    }
  }

  private static void start(SMTPServer server, String property) {
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new MailPortException(property, server.getPort(), e);
    }
  }

  @Override
  public void stop() {
    List.of(direct, proxied).forEach(SMTPServer::stop);
  }

  @Override
  public boolean isRunning() {
    return direct.isRunning();
  }

  /** A server that was stopped cannot be started again. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  /** After the list is read, before the portal can send a mail. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 512;
  }
}
