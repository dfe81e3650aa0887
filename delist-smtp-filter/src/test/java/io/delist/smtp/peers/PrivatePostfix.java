package io.delist.smtp.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Postfix of the test's own: its files are in a temporary directory, it listens on a free port of
 * 127.0.0.1, takes mail for {@code example.test} and throws it away, and believes XCLIENT. It ends
 * with {@link #close}.
 *
 * <p>Root is needed, since Postfix starts as root only.
 */
public final class PrivatePostfix implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path directory;
  private final int port;
  private final Process master;

  private PrivatePostfix(Path directory, int port, Process master) {
    this.directory = directory;
    this.port = port;
    this.master = master;
  }

  /** What the test adds to the two files. */
  public static final class Settings {

    private final List<String> main = new ArrayList<>();
    private final List<String> master = new ArrayList<>();

    /** A line of {@code main.cf}, {@code name = value}; it takes the place of an earlier one. */
    public Settings main(String line) {
      main.add(line);
      return this;
    }

    /** A line of {@code master.cf}. */
    public Settings master(String line) {
      master.add(line);
      return this;
    }

    /** Another SMTP server on this port, with these {@code -o} options. */
    public Settings smtpd(int anotherPort, String... options) {
      StringBuilder line = new StringBuilder(smtpdLine(anotherPort));
      for (String option : options) {
        line.append(" -o ").append(option);
      }
      return master(line.toString());
    }

    public PrivatePostfix start() {
      return PrivatePostfix.start(this);
    }
  }

  public static Settings settings() {
    return new Settings();
  }

  private static String smtpdLine(int port) {
    return "127.0.0.1:" + port + " inet n - n - - smtpd";
  }

  private static PrivatePostfix start(Settings settings) {
    Path directory = null;
    try {
      // Not below a directory of another user: Postfix looks at its owners.
      directory = Files.createTempDirectory("postfix");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path etc = Files.createDirectory(directory.resolve("etc"));
      Path data = Files.createDirectory(directory.resolve("data"));
      Files.createDirectory(directory.resolve("queue"));
      Files.getFileAttributeView(data, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(
              directory
                  .getFileSystem()
                  .getUserPrincipalLookupService()
                  .lookupPrincipalByName("postfix"));
      int port = freePort();
      Files.write(etc.resolve("main.cf"), main(directory, settings));
      Files.write(etc.resolve("master.cf"), master(port, settings));
      Process master =
          new ProcessBuilder("postfix", "-c", etc.toString(), "start-fg")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("start.out").toFile())
              .start();
      PrivatePostfix postfix = new PrivatePostfix(directory, port, master);
      try {
        postfix.awaitGreeting();
      } catch (RuntimeException | Error e) {
        AssertionError failure = new AssertionError("Postfix did not start: " + postfix.log(), e);
        postfix.close();
        throw failure;
      }
      return postfix;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> main(Path directory, Settings settings) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "compatibility_level = 3.6",
                "queue_directory = " + directory.resolve("queue"),
                "data_directory = " + directory.resolve("data"),
                "command_directory = /usr/sbin",
                "daemon_directory = /usr/lib/postfix/sbin",
                "mail_owner = postfix",
                "setgid_group = postdrop",
                "maillog_file = " + directory.resolve("maillog"),
                "maillog_file_prefixes = " + directory,
                "myhostname = mx.example.test",
                "inet_interfaces = 127.0.0.1",
                "inet_protocols = all",
                "mynetworks = 127.0.0.0/8",
                "mydestination =",
                "relay_domains = example.test",
                "alias_maps =",
                "alias_database =",
                "local_recipient_maps =",
                "local_transport = discard:",
                "relay_transport = discard:",
                "default_transport = discard:",
                "smtpd_peername_lookup = no",
                "disable_dns_lookups = yes",
                "smtpd_authorized_xclient_hosts = 127.0.0.0/8",
                "smtpd_client_connection_count_limit = 0",
                "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination"));
    // postconf warns of a name that stands twice; the later one counts.
    for (String line : settings.main) {
      String name = line.substring(0, line.indexOf('=')).strip();
      lines.removeIf(other -> other.substring(0, other.indexOf('=')).strip().equals(name));
      lines.add(line);
    }
    return lines;
  }

  private static List<String> master(int port, Settings settings) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                smtpdLine(port),
                "pickup unix n - n 60 1 pickup",
                "cleanup unix n - n - 0 cleanup",
                "qmgr unix n - n 300 1 qmgr",
                "tlsmgr unix - - n 1000? 1 tlsmgr",
                "rewrite unix - - n - - trivial-rewrite",
                "bounce unix - - n - 0 bounce",
                "defer unix - - n - 0 bounce",
                "trace unix - - n - 0 bounce",
                "verify unix - - n - 1 verify",
                "flush unix n - n 1000? 0 flush",
                "proxymap unix - - n - - proxymap",
                "proxywrite unix - - n - 1 proxymap",
                "smtp unix - - n - - smtp",
                "relay unix - - n - - smtp",
                "showq unix n - n - - showq",
                "error unix - - n - - error",
                "retry unix - - n - - error",
                "discard unix - - n - - discard",
                "local unix - n n - - local",
                "virtual unix - n n - - virtual",
                "lmtp unix - - n - - lmtp",
                "anvil unix - - n - 1 anvil",
                "scache unix - - n - 1 scache",
                "postlog unix-dgram n - n - 1 postlogd"));
    lines.addAll(settings.master);
    return lines;
  }

  /** A port that nobody has; whoever binds it next has it. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitGreeting() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              if (!master.isAlive()) {
                throw new AssertionError("the master process ended");
              }
              return greets();
            });
  }

  private boolean greets() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(10_000);
      return socket.getInputStream().read() == '2';
    } catch (IOException e) {
      return false;
    }
  }

  /** Where its SMTP server listens. */
  public int port() {
    return port;
  }

  /** Its private directory: {@code etc}, {@code queue}, {@code data} and what a test puts there. */
  public Path directory() {
    return directory;
  }

  /** What it has logged. */
  public String log() {
    StringBuilder log = new StringBuilder();
    for (String name : List.of("start.out", "maillog")) {
      try {
        log.append(Files.readString(directory.resolve(name)));
      } catch (IOException e) {
        log.append(name).append(": ").append(e).append('\n');
      }
    }
    return log.toString();
  }

  @Override
  public void close() {
    Program.run("postfix", "-c", directory.resolve("etc").toString(), "stop");
    try {
      if (!master.waitFor(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
        master.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
