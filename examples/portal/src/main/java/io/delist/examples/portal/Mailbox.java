package io.delist.examples.portal;

import io.delist.examples.portal.StoredMail.Envelope;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail that the example took: one file a message and recipient, in a directory. The newest are
 * kept, up to a count. A message is there whole or not at all, also after a crash.
 *
 * <p><b>Threads:</b> safe.
 */
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
  private static final String SUFFIX = ".eml";

  private final Path directory;
  private final int most;
  private final InstantSource clock;
  private final List<StoredMail> mails = new ArrayList<>();
  private long last;

  /**
   * @param directory made if it is not there
   * @param most how many messages are kept
   * @param clock when a message came
   */
  Mailbox(Path directory, int most, InstantSource clock) throws IOException {
    this.directory = directory;
    this.most = most;
    this.clock = clock;
    Files.createDirectories(directory);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      files.forEach(this::index);
    }
    mails.sort(Comparator.comparingLong(StoredMail::number));
    last = mails.isEmpty() ? 0 : mails.get(mails.size() - 1).number();
  }

  private void index(Path file) {
    String name = file.getFileName().toString();
    try (InputStream in = Files.newInputStream(file)) {
      long number = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
      mails.add(TraceHeaders.read(number, parse(in)));
    } catch (IOException | NumberFormatException e) {
      LOG.warn("mailbox: {} is passed over: {}", file, e.toString());
    }
  }

  /** Keeps a message; it is on disk when this returns. */
  synchronized StoredMail deliver(Envelope envelope, byte[] content) throws IOException {
    long number = last + 1;
    StoredMail described = write(number, envelope, content);
    last = number;
    mails.add(described);
    while (mails.size() > most) {
      Files.deleteIfExists(file(mails.remove(0).number()));
    }
    return described;
  }

  private StoredMail write(long number, Envelope envelope, byte[] content) throws IOException {
    Path part = directory.resolve(number + ".part");
    byte[] trace = TraceHeaders.of(envelope, clock.instant()).getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[trace.length + content.length];
    System.arraycopy(trace, 0, whole, 0, trace.length);
    System.arraycopy(content, 0, whole, trace.length, content.length);
    Files.write(part, whole);
    StoredMail described;
    try (InputStream in = Files.newInputStream(part)) {
      described = TraceHeaders.read(number, parse(in));
    }
    Files.move(part, file(number), StandardCopyOption.ATOMIC_MOVE);
    return described;
  }

  /** All messages, the newest first. */
  synchronized List<StoredMail> newestFirst() {
    List<StoredMail> reversed = new ArrayList<>(mails);
    reversed.sort(Comparator.comparingLong(StoredMail::number).reversed());
    return reversed;
  }

  /** The messages for one recipient, the newest first; letters' case does not count. */
  List<StoredMail> newestFirst(String recipient) {
    String wanted = recipient.toLowerCase(Locale.ROOT);
    return newestFirst().stream()
        .filter(mail -> mail.envelope().recipient().toLowerCase(Locale.ROOT).equals(wanted))
        .toList();
  }

  Optional<StoredMail> find(long number) {
    return newestFirst().stream().filter(mail -> mail.number() == number).findFirst();
  }

  /** The message as it lies on disk, or empty if it was dropped meanwhile. */
  Optional<byte[]> raw(StoredMail mail) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(mail.number())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path file(long number) {
    return directory.resolve(String.format(Locale.ROOT, "%010d%s", number, SUFFIX));
  }

  static MimeMessage parse(InputStream in) throws IOException {
    try {
      return new MimeMessage(Session.getInstance(new Properties()), in);
    } catch (MessagingException e) {
      throw new IOException("it is not a mail", e);
    }
  }
}
