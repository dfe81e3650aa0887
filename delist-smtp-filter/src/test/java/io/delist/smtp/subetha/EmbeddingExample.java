package io.delist.smtp.subetha;

import io.delist.blocklist.Blocklist;
import io.delist.mailbox.EmailAddress;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.SmtpGate;
import io.delist.token.KeyRing;
import io.delist.token.ReferenceSigner;
import java.time.InstantSource;
import java.util.List;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;

/** The example of the README, between the two marks. */
final class EmbeddingExample {

  private EmbeddingExample() {}

  // README
  static SMTPServer mailServer(
      int port, Blocklist blocklist, KeyRing keys, MessageHandlerFactory application) {
    PortalUrl portal = PortalUrl.parse("https://delist.example/");
    SmtpGate gate =
        SmtpGate.builder(blocklist, InstantSource.system())
            .portal(portal)
            .references(new ReferenceSigner(keys, portal.toString()))
            .ownDomains(List.of("example.org"))
            .contactMailbox(EmailAddress.parse("help@example.org"))
            .build();
    return SMTPServer.port(port)
        .hostName("mx.example.org")
        .messageHandlerFactory(new DelistMessageHandlerFactory(gate, application))
        .build();
  }
  // README
}
