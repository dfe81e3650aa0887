package io.delist.smtp.james;

import io.delist.smtp.SmtpGate;
import io.delist.smtp.subetha.SmtpClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.NettyServer;
import org.jspecify.annotations.Nullable;

/** The example's James server on a loopback port, and clients that have come through a balancer. */
final class RunningJames implements AutoCloseable {

  final Letterbox letterbox = new Letterbox();
  private final NettyServer server;

  RunningJames(SmtpGate gate) throws Exception {
    this(new DelistRcptHook(gate), null);
  }

  RunningJames(DelistRcptHook hook, @Nullable Encryption tls) throws Exception {
    server = JamesExample.jamesServer(loopback(), hook, true, tls, new NoMetrics(), letterbox);
    server.setGracefulShutdown(false); // else each stop waits for two seconds
    server.bind();
  }

  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  SmtpClient connectAs(String client) {
    return SmtpClient.connectAs(client, server.getListenAddresses().get(0).getPort());
  }

  @Override
  public void close() {
    server.unbind();
  }
}
