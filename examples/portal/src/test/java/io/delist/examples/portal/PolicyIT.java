package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.smtp.SmtpListeners;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's policy server refuses whom its mail server refuses, in the same words. */
class PolicyIT {

  @TempDir private Path directory;

  @Test
  void thePolicyServerSaysWhatTheMailServerSays() throws IOException {
    try (RunningExample example = new RunningExample(directory)) {
      SmtpListener postfix =
          example.bean(SmtpListeners.class).all().stream()
              .filter(each -> each.name().equals("postfix"))
              .findFirst()
              .orElseThrow();
      InetSocketAddress address = (InetSocketAddress) postfix.address();
      assertThat(action(address, "203.0.113.9"))
          .startsWith("action=550 5.7.606 Access denied, banned sending IP [203.0.113.9]; ")
          .contains(example.home() + "r/")
          .endsWith("\n\n");
      assertThat(action(address, "203.0.113.10")).isEqualTo("action=DUNNO\n\n");
    }
  }

  /** Asks as Postfix does at RCPT, and reads all that is said until the connection ends. */
  private static String action(InetSocketAddress server, String client) throws IOException {
    String request =
        String.join(
            "\n",
            "request=smtpd_access_policy",
            "protocol_state=RCPT",
            "protocol_name=ESMTP",
            "client_address=" + client,
            "helo_name=sender.example.net",
            "sender=someone@sender.example.net",
            "recipient=jane@example.org",
            "sasl_username=",
            "",
            "");
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
