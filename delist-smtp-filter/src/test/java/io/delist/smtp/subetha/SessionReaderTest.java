package io.delist.smtp.subetha;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.smtp.SessionFacts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.server.SMTPServer;

/** Sessions that SubEthaSMTP's own server does not make, and an application's may. */
class SessionReaderTest {

  private record Context(SocketAddress remote, Optional<AuthenticationHandler> login)
      implements MessageContext {

    @Override
    public SMTPServer getSMTPServer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getRemoteAddress() {
      return remote;
    }

    @Override
    public Optional<AuthenticationHandler> getAuthenticationHandler() {
      return login;
    }

    @Override
    public Optional<String> getHelo() {
      return Optional.empty();
    }

    @Override
    public Certificate[] getTlsPeerCertificates() {
      return new Certificate[0];
    }
  }

  private record Login(Object identity) implements AuthenticationHandler {
    @Override
    public Optional<String> auth(String clientInput, MessageContext context) {
      return Optional.empty();
    }

    @Override
    public Object getIdentity() {
      return identity;
    }
  }

  private static SessionFacts read(SocketAddress remote, AuthenticationHandler login) {
    return SessionReader.read(new Context(remote, Optional.ofNullable(login)), "s", "r");
  }

  @Test
  void aMappedAddressIsTheIpv4Address() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = (byte) 203;
    mapped[14] = 113;
    mapped[15] = 9;
    InetSocketAddress remote = new InetSocketAddress(InetAddress.getByAddress(mapped), 25);
    assertThat(read(remote, null))
        .isEqualTo(
            SessionFacts.of(IpAddress.parse("203.0.113.9")).withSender("s").withRecipient("r"));
  }

  @Test
  void anUnresolvedOrUnknownAddressIsNoAddress() {
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("sender.example", 25);
    assertThat(read(unresolved, null).client()).isNull();
    assertThat(read(null, null).client()).isNull();
    assertThat(read(new SocketAddress() {}, null).client()).isNull();
  }

  @Test
  void onlyALoginWithAnIdentityCounts() {
    assertThat(read(null, null).authenticated()).isFalse();
    assertThat(read(null, new Login(null)).authenticated()).isFalse();
    assertThat(read(null, new Login("someone")).authenticated()).isTrue();
  }
}
