package io.delist.smtp.subetha;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.smtp.SampleList;
import io.delist.token.ReferenceSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.server.SMTPServer;

/** The README's example is this code, and this code works. */
class EmbeddingExampleTest {

  private static final Pattern URL = Pattern.compile("https://delist\\.example/r/(\\S+) and");

  private static final String MARK = "  // README\n";

  private final SampleList list = new SampleList();
  private final Mailroom mailroom = new Mailroom();

  @Test
  void refusesAListedClientAndServesItAgainOnceItIsOff() {
    list.list("127.0.0.1", 606);
    SMTPServer server =
        EmbeddingExample.mailServer(0, list.blocklist(), SampleList.keys(), mailroom);
    server.start();
    try (SmtpClient smtp = SmtpClient.connect(server.getPortAllocated()).mail()) {
      String refusal = smtp.rcpt("someone@example.org");
      assertThat(refusal)
          .startsWith("550 5.7.606 Access denied, banned sending IP [127.0.0.1]; To request ");
      Matcher url = URL.matcher(refusal);
      assertThat(url.find()).isTrue();
      ReferenceSigner portal = SampleList.signer();
      assertThat(portal.verify(url.group(1)).orElseThrow().address())
          .isEqualTo(IpAddress.parse("127.0.0.1"));
      assertThat(smtp.rcpt("help@example.org")).isEqualTo("250 Ok");
      assertThat(smtp.rcpt("abuse@example.org")).isEqualTo("250 Ok");
      list.exempt("127.0.0.1");
      assertThat(smtp.rcpt("someone@example.org")).isEqualTo("250 Ok");
    } finally {
      server.stop();
    }
  }

  @Test
  void isWhatTheReadmeShows() throws IOException {
    String code =
        Files.readString(Path.of("src/test/java/io/delist/smtp/subetha/EmbeddingExample.java"));
    String readme = Files.readString(Path.of("README.md"));
    int start = code.indexOf(MARK) + MARK.length();
    String example = code.substring(start, code.lastIndexOf(MARK)).stripTrailing().stripIndent();
    assertThat(readme).contains("```java\n" + example + "\n```\n");
    assertThat(example.lines()).hasSizeLessThanOrEqualTo(20);
  }
}
