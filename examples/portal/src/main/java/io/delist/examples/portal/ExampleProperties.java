package io.delist.examples.portal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the example itself.
 *
 * @param smtp the mail servers
 * @param mailbox the mailbox page
 */
@ConfigurationProperties("example")
record ExampleProperties(@DefaultValue Smtp smtp, @DefaultValue Mailbox mailbox) {

  /**
   * The mail servers.
   *
   * @param port where the mail server listens; 0 for any free port
   * @param proxyPort where it listens behind the PROXY protocol; 0 for any free port
   */
  record Smtp(@DefaultValue("2525") int port, @DefaultValue("2526") int proxyPort) {}

  /**
   * The mailbox page.
   *
   * @param messages how many messages are kept; the oldest go first
   */
  record Mailbox(@DefaultValue("200") int messages) {

    Mailbox {
      if (messages < 1 || messages > 10_000) {
        throw new IllegalArgumentException(
            "example.mailbox.messages " + messages + " is out of range; must be 1 to 10000");
      }
    }
  }
}
