package io.delist.smtp.james;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.delist.smtp.SmtpGate;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import java.net.InetSocketAddress;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.netty.NettyServer;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPProtocolHandlerChain;
import org.apache.james.protocols.smtp.hook.MessageHook;

/** The example of the README, between the two marks. */
final class JamesExample {

  private JamesExample() {}

  // README
  static NettyServer jamesServer(
      InetSocketAddress at, SmtpGate gate, boolean proxy, MetricFactory metrics, MessageHook app)
      throws Exception {
    SMTPProtocolHandlerChain chain = new SMTPProtocolHandlerChain(metrics);
    chain.add(0, new DelistRcptHook(gate)); // first, or tags do not get into the message
    chain.add(app);
    chain.wireExtensibleHandlers();
    byte[] crlf = "\r\n".getBytes(US_ASCII);
    NettyServer server =
        new NettyServer.Factory()
            .protocol(new SMTPProtocol(chain, new SMTPConfigurationImpl()))
            .proxyRequired(proxy) // true only behind a balancer that speaks the PROXY protocol
            .frameHandlerFactory( // against SMTP smuggling: James's own takes a bare LF as well
                pipe -> new DelimiterBasedFrameDecoder(8192, false, Unpooled.wrappedBuffer(crlf)))
            .build();
    server.setListenAddresses(at);
    return server;
  }
  // README
}
