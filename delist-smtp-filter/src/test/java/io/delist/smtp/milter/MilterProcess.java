package io.delist.smtp.milter;

import io.delist.smtp.peers.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A milter in a process of its own, which can be killed. */
final class MilterProcess implements AutoCloseable {

  private static final String READY = "listening on port ";

  private final Process process;
  private final int port;

  private MilterProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static MilterProcess start(int port) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MilterProcess.class.getName(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return new MilterProcess(process, Integer.parseInt(line.substring(READY.length())));
      }
      said.append(line).append('\n');
    }
    throw new IOException("the milter did not start: " + said);
  }

  int port() {
    return port;
  }

  /** As kill -9 does. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the process is still there");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void suspend() {
    Signal.STOP.to(process);
  }

  void resume() {
    Signal.CONT.to(process);
  }

  @Override
  public void close() {
    kill();
  }

  /**
   * Listens until it is killed.
   *
   * @param arguments the port
   */
  public static void main(String[] arguments) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    MilterServer server = MilterServer.builder(MilterFixture.gate()).address(address).start();
    System.out.println(READY + MilterFixture.port(server));
    // Ends with whoever started it, should that forget to.
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
    server.close();
  }
}
