package io.delist.smtp.james;

import java.net.InetSocketAddress;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.NettyServer;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPProtocolHandlerChain;
import org.apache.james.protocols.smtp.hook.MessageHook;
import org.jspecify.annotations.Nullable;

/** The example of docs/james.md, between the two marks. */
final class JamesExample {

  private JamesExample() {}

  // README
  static NettyServer jamesServer(
      InetSocketAddress at,
      DelistRcptHook hook, // new DelistRcptHook(gate)
      boolean proxy, // true only behind a balancer that speaks the PROXY protocol
      @Nullable Encryption tls, // Encryption.createStartTls(context), null for none
      MetricFactory metrics,
      MessageHook app)
      throws Exception {
    SMTPProtocolHandlerChain chain = new SMTPProtocolHandlerChain(metrics);
    chain.add(0, hook); // first, or tags do not get into the message
    chain.add(app);
    chain.wireExtensibleHandlers();
    NettyServer.Factory james = new NettyServer.Factory();
    james.protocol(new SMTPProtocol(chain, new SMTPConfigurationImpl()));
    james.proxyRequired(proxy).secure(tls).frameHandlerFactory(CrLfLines::into);
    NettyServer server = james.build();
    server.setListenAddresses(at);
    return server;
  }
  // README
}
