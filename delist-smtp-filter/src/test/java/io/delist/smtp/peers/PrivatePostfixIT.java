package io.delist.smtp.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The fixture itself: it takes mail, believes XCLIENT in both families, and leaves nothing. */
class PrivatePostfixIT {

  @Test
  void takesMailAndGoes() {
    SystemTests.requireRootAnd("postfix", "swaks");
    Path directory;
    try (PrivatePostfix postfix =
        PrivatePostfix.settings()
            .main(
                "smtpd_recipient_restrictions ="
                    + " check_client_access inline:{{192.0.2.66 = 550 5.7.1 four},"
                    + " {2001:db8::66 = 550 5.7.1 six}}")
            .start()) {
      directory = postfix.directory();
      assertThat(Swaks.to(postfix.port(), "a@example.test").send().orThrow()).contains("250 2.1.5");
      assertThat(Swaks.to(postfix.port(), "a@example.test").as("192.0.2.66").send().output())
          .contains("550 5.7.1 <mx.client.test[192.0.2.66]>: Client host rejected: four");
      assertThat(Swaks.to(postfix.port(), "a@example.test").as("2001:db8::66").send().output())
          .contains("Client host rejected: six");
    }
    assertThat(Files.exists(directory)).isFalse();
  }
}
