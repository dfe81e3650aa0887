package io.delist.examples.portal;

import io.delist.blocklist.Blocklist;
import io.delist.smtp.dnsbl.DnsblZone;
import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.PortalLocation;
import io.delist.spring.smtp.SmtpListeners;
import java.io.PrintStream;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says on standard output where everything is, once all of it answers. */
final class Announcement implements ApplicationListener<ApplicationReadyEvent> {

  private final PortalLocation portal;
  private final Blocklist blocklist;
  private final ExampleProperties.Smtp smtp;
  private final SmtpListeners listeners;
  private final ObjectProvider<DnsblZone> zone;
  private final Path dataDir;
  private final PrintStream out;

  Announcement(
      PortalLocation portal,
      Blocklist blocklist,
      ExampleProperties.Smtp smtp,
      SmtpListeners listeners,
      ObjectProvider<DnsblZone> zone,
      Path dataDir,
      PrintStream out) {
    this.portal = portal;
    this.blocklist = blocklist;
    this.smtp = smtp;
    this.listeners = listeners;
    this.zone = zone;
    this.dataDir = dataDir;
    this.out = out;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    String url = portal.url().toString();
    out.println("delist portal:   " + url);
    out.println("try a refusal:   " + url + "try");
    out.println("mailbox:         " + url + "mailbox");
    out.println(
        "mail server:     127.0.0.1:"
            + smtp.port()
            + ", behind the PROXY protocol 127.0.0.1:"
            + smtp.proxyPort());
    for (SmtpListener listener : listeners.all()) {
      out.printf("%-17s%s%n", listener.name() + ":", listener.health().address());
    }
    zone.ifAvailable(served -> out.println("DNS zone:        " + served.name()));
    out.println(
        "list:            "
            + blocklist.view().listedPrefixes()
            + " prefixes at revision "
            + blocklist.view().revision());
    out.println("data:            " + dataDir);
    out.println("Ctrl-C ends it.");
    out.flush();
  }
}
