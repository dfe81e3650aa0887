package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.delist.smtp.peers.Program;
import io.delist.smtp.peers.SystemTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Real mail servers ask the zone: Postfix with {@code reject_rbl_client}, Exim with {@code
 * dnslists}. Both use the system's resolver, which asks port 53, so they and our server run in a
 * network namespace of the test's own, whose resolver is 127.0.0.1 there ({@link
 * MailServersInNamespace} is what runs in it). Nothing of it is left.
 */
class MailServersInNamespaceIT {

  @Test
  void postfixAndEximRefuseWhatTheZoneLists() throws IOException {
    SystemTests.requireRootAnd("postfix", "swaks", "ip");
    SystemTests.requireFile(MailServersInNamespace.EXIM);
    String name = "delist-dnsbl-" + ProcessHandle.current().pid();
    Program.Result made = Program.run("ip", "netns", "add", name);
    if (made.status() != 0) {
      String why = "no network namespace can be made here: " + made.output();
      if ("true".equals(System.getenv("CI"))) {
        fail(why);
      }
      abort(why);
    }
    Path configuration = Path.of("/etc/netns", name);
    try {
      Files.createDirectories(configuration);
      Files.writeString(configuration.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
      Program.run("ip", "netns", "exec", name, "ip", "link", "set", "lo", "up").orThrow();
      Program.Result result =
          Program.run(
              "ip",
              "netns",
              "exec",
              name,
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              MailServersInNamespace.class.getName());
      assertThat(result.output()).contains("all as it should be");
      assertThat(result.status()).isZero();
    } finally {
      Program.run("ip", "netns", "delete", name);
      Files.deleteIfExists(configuration.resolve("resolv.conf"));
      Files.deleteIfExists(configuration);
    }
  }
}
