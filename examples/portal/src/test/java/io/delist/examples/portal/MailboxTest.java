package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.examples.portal.StoredMail.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path directory;

  private Mailbox open(int most) throws IOException {
    return new Mailbox(directory, most, InstantSource.fixed(NOW));
  }

  private static void deliver(Mailbox mailbox, String recipient, String subject)
      throws IOException {
    mailbox.deliver(
        new Envelope("2001:db8::9", "a@sender.example.net", recipient),
        ("Subject: " + subject + "\r\n\r\nHello.\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> subjects(List<StoredMail> mails) {
    return mails.stream().map(StoredMail::subject).toList();
  }

  @Test
  void theNewestComesFirstForAllAndForOne() throws IOException {
    Mailbox mailbox = open(10);
    deliver(mailbox, "jane@example.org", "one");
    deliver(mailbox, "john@example.org", "two");
    deliver(mailbox, "Jane@example.org", "three");
    assertThat(subjects(mailbox.newestFirst())).containsExactly("three", "two", "one");
    assertThat(subjects(mailbox.newestFirst("JANE@example.org"))).containsExactly("three", "one");
    assertThat(mailbox.newestFirst("nobody@example.org")).isEmpty();
  }

  @Test
  void theOldestGoFirstAndTheirNumbersDoNotComeBack() throws IOException {
    Mailbox mailbox = open(2);
    for (String subject : List.of("one", "two", "three")) {
      deliver(mailbox, "jane@example.org", subject);
    }
    assertThat(subjects(mailbox.newestFirst())).containsExactly("three", "two");
    assertThat(mailbox.find(1)).isEmpty();
    deliver(open(2), "jane@example.org", "four");
    Mailbox again = open(2);
    assertThat(subjects(again.newestFirst())).containsExactly("four", "three");
    assertThat(again.find(4)).isPresent();
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void whatIsReadAfterARestartIsWhatWasDelivered() throws IOException {
    Mailbox mailbox = open(10);
    StoredMail kept =
        mailbox.deliver(
            new Envelope("203.0.113.9", "", "jane@example.org"),
            "Received: from [192.0.2.1] by other; Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(kept.at()).isEqualTo(NOW);
    assertThat(kept.subject()).isEmpty();
    assertThat(open(10).newestFirst()).containsExactly(kept);
    assertThat(new String(mailbox.raw(kept).orElseThrow(), StandardCharsets.US_ASCII))
        .startsWith("Return-Path: <>\r\nDelivered-To: jane@example.org\r\nReceived: from [203");
  }

  @Test
  void otherFilesArePassedOver() throws IOException {
    Files.writeString(directory.resolve("notes.eml"), "no mail");
    Files.writeString(directory.resolve("0000000007.eml"), "Subject: not ours\r\n\r\n");
    Files.writeString(directory.resolve("8.part"), "half a mail");
    Mailbox mailbox = open(10);
    assertThat(mailbox.newestFirst()).isEmpty();
    deliver(mailbox, "jane@example.org", "one");
    assertThat(subjects(mailbox.newestFirst())).containsExactly("one");
  }
}
