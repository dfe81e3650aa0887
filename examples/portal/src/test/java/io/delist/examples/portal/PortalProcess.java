package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged application in a process of its own, which can be killed. */
final class PortalProcess implements AutoCloseable {

  private static final String READY = "delist portal:";

  private final Ports ports;
  private final Process process;

  /** Ports that stay the same when the application is started again. */
  record Ports(int http, int smtp, int proxy, int nobody) {

    /** Free ones; nobody will listen at the last. */
    static Ports free() throws IOException {
      List<ServerSocket> held = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      for (ServerSocket socket : held) {
        socket.close();
      }
      List<Integer> free = held.stream().map(ServerSocket::getLocalPort).toList();
      return new Ports(free.get(0), free.get(1), free.get(2), free.get(3));
    }
  }

  private PortalProcess(Ports ports, Process process) {
    this.ports = ports;
    this.process = process;
  }

  /** Starts it and waits until it says where it is. */
  static PortalProcess start(Path directory, Ports ports, String... further) throws IOException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("delist.portal.jar"),
                "--delist.data-dir=" + directory.resolve("data"),
                "--server.port=" + ports.http(),
                "--example.smtp.port=" + ports.smtp(),
                "--example.smtp.proxy-port=" + ports.proxy(),
                "--delist.smtp.postfix.port=0",
                "--delist.smtp.milter.port=0",
                "--delist.smtp.dnsbl.port=0"));
    command.addAll(List.of(further));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Waiting.until(
        "the portal starts",
        () -> !process.isAlive() || Files.readString(output).contains(READY),
        done -> done);
    assertThat(process.isAlive()).describedAs("%s", Files.readString(output)).isTrue();
    return new PortalProcess(ports, process);
  }

  URI home() {
    return URI.create("http://127.0.0.1:" + ports.http() + "/");
  }

  /** SIGKILL: no shutdown hook runs, nothing is closed. */
  void kill() {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  String rcptReply(String client) {
    try (SmtpSession session = SmtpSession.proxied(ports.proxy(), client)) {
      return session.rcpt("someone@sender.example.net", "jane@example.org");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
