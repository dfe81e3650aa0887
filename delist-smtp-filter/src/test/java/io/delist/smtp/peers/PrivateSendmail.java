package io.delist.smtp.peers;

import com.google.common.net.InetAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Sendmail of the test's own: its files are in a temporary directory, it listens on a free port
 * of 127.0.0.1 and ::1, takes mail for {@code example.test} and leaves it in its queue, where a
 * test can read it. Its clients are whoever they are: Sendmail has no XCLIENT, but a client can
 * have any address of 127.0.0.0/8. It ends with {@link #close}.
 *
 * <p>Its configuration is made from lines of {@code sendmail.mc} by m4, as an operator makes it. It
 * sees a file of hosts and a resolver of its own, in a mount namespace, so that no name server's
 * silence delays it; root is needed for that.
 */
public final class PrivateSendmail implements AutoCloseable {

  private static final Path UNPACKED = Path.of("/usr/local/lib/delist-system-tests/sendmail");
  private static final Path PROGRAM = UNPACKED.resolve("usr/libexec/sendmail/sendmail");
  private static final Path MACROS = UNPACKED.resolve("usr/share/sendmail/cf");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Path directory;
  private final int port;
  private final Process daemon;

  private PrivateSendmail(Path directory, int port, Process daemon) {
    this.directory = directory;
    this.port = port;
    this.daemon = daemon;
  }

  /** Skips or fails the test where Sendmail or what it is started with is missing. */
  public static void require() {
    SystemTests.requireRootAnd("m4", "unshare", "mount");
    SystemTests.requireFile(PROGRAM);
  }

  /** Starts one whose {@code sendmail.mc} has these lines too. */
  public static PrivateSendmail start(String... lines) {
    try {
      Path directory = Files.createTempDirectory("sendmail");
      Files.createDirectory(directory.resolve("queue"));
      int port = PrivatePostfix.freePort();
      Path source = Files.write(directory.resolve("sendmail.mc"), source(directory, port, lines));
      Files.writeString(
          directory.resolve("sendmail.cf"),
          Program.run("m4", "-D_CF_DIR_=" + MACROS + "/", source.toString()).orThrow(),
          StandardCharsets.ISO_8859_1);
      PrivateSendmail sendmail = new PrivateSendmail(directory, port, daemon(directory));
      try {
        sendmail.awaitGreeting();
      } catch (RuntimeException | Error e) {
        AssertionError failure = new AssertionError("no Sendmail: " + sendmail.log(), e);
        sendmail.close();
        throw failure;
      }
      return sendmail;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> source(Path directory, int port, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "include(`" + MACROS.resolve("m4/cf.m4") + "')dnl",
                "OSTYPE(`linux')dnl",
                "define(`confDOMAIN_NAME', `mx.example.test')dnl",
                "define(`QUEUE_DIR', `" + directory.resolve("queue") + "')dnl",
                "define(`STATUS_FILE', `" + directory.resolve("statistics") + "')dnl",
                "define(`ALIAS_FILE', `')dnl",
                "define(`confPID_FILE', `" + directory.resolve("pid") + "')dnl",
                "define(`confCW_FILE', `-o " + directory.resolve("names") + "')dnl",
                "define(`confSERVICE_SWITCH_FILE', `" + directory.resolve("switch") + "')dnl",
                "define(`confTRUSTED_USER', `root')dnl",
                "define(`confDELIVERY_MODE', `queueonly')dnl",
                "define(`confDONT_PROBE_INTERFACES', `True')dnl",
                "define(`confTO_IDENT', `0')dnl",
                "define(`confLOG_LEVEL', `0')dnl",
                "define(`confBAD_RCPT_THROTTLE', `0')dnl",
                "define(`confREFUSE_LA', `0')dnl",
                "define(`confDELAY_LA', `0')dnl",
                "FEATURE(`no_default_msa')dnl",
                "FEATURE(`nocanonify')dnl",
                "FEATURE(`accept_unresolvable_domains')dnl",
                "RELAY_DOMAIN(`example.test')dnl",
                daemon("inet", "127.0.0.1", port),
                daemon("inet6", "::1", port)));
    lines.addAll(List.of(more));
    lines.add("MAILER(`smtp')dnl");
    return lines;
  }

  private static String daemon(String family, String address, int port) {
    return String.format(
        "DAEMON_OPTIONS(`Name=%s, Family=%s, Addr=%s, Port=%d')dnl", family, family, address, port);
  }

  /** In the foreground, and all that it says and hears in a file. */
  private static Process daemon(Path directory) throws IOException {
    Files.writeString(directory.resolve("switch"), "hosts files\n");
    Path hosts =
        Files.writeString(
            directory.resolve("hosts"),
            "127.0.0.1 mx.example.test localhost\n::1 mx.example.test localhost\n");
    Path resolver =
        Files.writeString(
            directory.resolve("resolv.conf"),
            "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
    return new ProcessBuilder(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount --bind \"$1\" /etc/hosts && mount --bind \"$2\" /etc/resolv.conf && shift 2"
                + " && exec \"$@\"",
            "sh",
            hosts.toString(),
            resolver.toString(),
            PROGRAM.toString(),
            "-bD",
            "-C",
            directory.resolve("sendmail.cf").toString(),
            "-X",
            directory.resolve("traffic").toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("start.out").toFile())
        .start();
  }

  private void awaitGreeting() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              if (!daemon.isAlive()) {
                throw new AssertionError("the daemon ended with " + daemon.exitValue());
              }
              return !greeting("127.0.0.1").isEmpty() && !greeting("::1").isEmpty();
            });
  }

  /** What it says to who connects, whether it takes mail or not; empty if nobody answers. */
  public String greeting() {
    return greeting("127.0.0.1");
  }

  private String greeting(String address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddresses.forString(address), port), 1_000);
      socket.setSoTimeout(10_000);
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }

  /** Where it listens, on 127.0.0.1 and ::1. */
  public int port() {
    return port;
  }

  /**
   * The control file of the message with this id: its envelope and its header. The name begins with
   * {@code qf}, or with {@code hf} for one in quarantine.
   */
  public Path queued(String id) {
    for (String kind : new String[] {"qf", "hf"}) {
      Path file = directory.resolve("queue").resolve(kind + id);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new AssertionError("no message " + id + " in the queue; " + log());
  }

  /** What it has said and heard. */
  public String log() {
    StringBuilder log = new StringBuilder();
    for (String name : List.of("start.out", "traffic")) {
      try {
        log.append(Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        log.append(name).append(": ").append(e).append('\n');
      }
    }
    return log.toString();
  }

  @Override
  public void close() {
    List<ProcessHandle> sessions = daemon.descendants().toList();
    daemon.destroy();
    sessions.forEach(ProcessHandle::destroy);
    try {
      if (!daemon.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        daemon.destroyForcibly();
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
