package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.Program;
import io.delist.smtp.peers.Swaks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** The part of {@link MailServersInNamespaceIT} that runs in the namespace. */
final class MailServersInNamespace {

  /**
   * Where .ci/install-system-test-tools unpacks it: Debian's Exim cannot be installed beside
   * Postfix.
   */
  static final Path EXIM = Path.of("/usr/local/lib/delist-system-tests/exim/usr/sbin/exim4");

  private static final String ZONE = SampleZone.NAME;
  private static final String RESTRICTED = ZONE + "=127.0.0.[2..254]";
  private static final String WORDS =
      "Access denied, banned sending IP [%s]; To request removal from this list please visit"
          + " https://delist.example.test/ and follow the directions.";

  private MailServersInNamespace() {}

  /** Ends the process whatever happens: the server's threads would keep it. */
  public static void main(String[] args) {
    int status = 1;
    try {
      run();
      System.out.println("all as it should be");
      status = 0;
    } catch (Exception | AssertionError e) {
      e.printStackTrace(System.out);
    }
    System.exit(status);
  }

  private static void run() throws Exception {
    SampleZone zone =
        new SampleZone()
            .list("192.0.2.0/24")
            .list("2001:db8::/64", "feed:a", 607, null)
            .exempt("192.0.2.77/32");
    DnsblServer server =
        DnsblServer.start(
            zone.zone(),
            DnsblServerSettings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53)),
            () -> 0);
    exim();
    Path replies = replyMap();
    int plainPort = PrivatePostfix.freePort();
    try (PrivatePostfix postfix =
        PrivatePostfix.settings()
            .main("disable_dns_lookups = no")
            .main("smtpd_client_restrictions = reject_rbl_client " + RESTRICTED)
            .main("rbl_reply_maps = texthash:" + replies)
            .smtpd(plainPort, "rbl_reply_maps=")
            .start()) {
      withReplyMap(postfix);
      withoutReplyMap(plainPort);
      assertThat(server.health().decisions().get("listed")).isGreaterThanOrEqualTo(4);
      server.close();
      // Nobody answers any more: mail goes on. An smtpd remembers those that it has asked about.
      assertThat(send(postfix.port(), "192.0.2.67")).contains("250 2.1.5");
    } finally {
      Files.delete(replies);
    }
  }

  /** The key is the restriction's argument, the filter included. */
  private static Path replyMap() throws IOException {
    Path map = Files.createTempFile("replies", ".map");
    Files.writeString(
        map,
        RESTRICTED + " 550 5.7.606 " + String.format(WORDS, "$client_address") + "\n",
        StandardCharsets.US_ASCII);
    Files.setPosixFilePermissions(map, PosixFilePermissions.fromString("rw-r--r--"));
    return map;
  }

  private static void withReplyMap(PrivatePostfix postfix) {
    assertThat(send(postfix.port(), "192.0.2.66"))
        .contains("<** 550 5.7.606 " + String.format(WORDS, "192.0.2.66"));
    assertThat(send(postfix.port(), "2001:db8::66"))
        .contains("<** 550 5.7.606 " + String.format(WORDS, "2001:db8::66"));
    assertThat(send(postfix.port(), "192.0.2.77")).contains("250 2.1.5");
    assertThat(send(postfix.port(), "198.51.100.1")).contains("250 2.1.5");
    assertThat(send(postfix.port(), "2001:db8:1::66")).contains("250 2.1.5");
  }

  private static void withoutReplyMap(int port) {
    assertThat(send(port, "192.0.2.66"))
        .contains(
            "<** 554 5.7.1 Service unavailable; Client host [192.0.2.66] blocked using "
                + ZONE
                + "; 5.7.606 "
                + String.format(WORDS, "192.0.2.66"));
  }

  private static String send(int port, String client) {
    return Swaks.to(port, "a@example.test").as(client).send().output();
  }

  private static void exim() throws Exception {
    Path directory = Files.createTempDirectory("exim");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Path configuration = directory.resolve("exim.conf");
      Files.writeString(configuration, eximConfiguration(directory));
      assertThat(exim(configuration, "192.0.2.66"))
          .contains("550-5.7.606 Access denied, banned sending IP [192.0.2.66]")
          .contains("https://delist.example.test/");
      assertThat(exim(configuration, "2001:db8::66"))
          .contains("550-5.7.607 Access denied, banned sending IP [2001:db8::66]");
      assertThat(exim(configuration, "192.0.2.77")).contains("250 Accepted");
      assertThat(exim(configuration, "198.51.100.1")).contains("250 Accepted");
    } finally {
      delete(directory);
    }
  }

  private static String eximConfiguration(Path directory) throws IOException {
    Path spool = Files.createDirectory(directory.resolve("spool"));
    assertThat(Files.isDirectory(spool, LinkOption.NOFOLLOW_LINKS)).isTrue();
    return String.join(
        "\n",
        "primary_hostname = mx.example.test",
        "spool_directory = " + spool,
        "log_file_path = " + directory + "/%slog",
        "domainlist relay_to_domains = example.test",
        "acl_smtp_rcpt = acl_check_rcpt",
        "host_lookup =",
        "rfc1413_hosts =",
        "",
        "begin acl",
        "acl_check_rcpt:",
        "  deny   !authenticated = *",
        "         !local_parts   = postmaster : abuse",
        "         dnslists       = " + ZONE,
        "         message        = $dnslist_text",
        "  accept domains = +relay_to_domains",
        "  deny   message = relay not permitted",
        "",
        "begin routers",
        "all:",
        "  driver = redirect",
        "  data = :blackhole:",
        "");
  }

  private static String exim(Path configuration, String client) throws Exception {
    Path dialogue = configuration.resolveSibling("dialogue");
    Path output = configuration.resolveSibling("output");
    Files.writeString(
        dialogue,
        String.join(
            "\r\n",
            "EHLO client.test",
            "MAIL FROM:<a@client.test>",
            "RCPT TO:<postmaster@example.test>",
            "RCPT TO:<b@example.test>",
            "QUIT",
            ""),
        StandardCharsets.US_ASCII);
    Process exim =
        new ProcessBuilder(EXIM.toString(), "-C", configuration.toString(), "-bh", client)
            .redirectInput(dialogue.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(exim.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  private static void delete(Path directory) {
    Program.run("rm", "-r", "--", directory.toString());
  }
}
