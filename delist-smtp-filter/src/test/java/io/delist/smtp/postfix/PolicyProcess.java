package io.delist.smtp.postfix;

import io.delist.smtp.SampleList;
import io.delist.smtp.peers.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The policy server in a process of its own, so that a test can kill it. */
final class PolicyProcess implements AutoCloseable {

  private final Process process;

  private PolicyProcess(Process process) {
    this.process = process;
  }

  /** Starts one on this port and waits until it listens. */
  static PolicyProcess start(int port) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  PolicyProcess.class.getName(),
                  Integer.toString(port))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (process.getInputStream().read() != '!') {
        throw new AssertionError("the policy server's process did not start");
      }
      return new PolicyProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void suspend() {
    Signal.STOP.to(process);
  }

  void resume() {
    Signal.CONT.to(process);
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    close();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the process does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process: listens until its parent is gone. */
  public static void main(String[] arguments) throws IOException {
    SampleList list = PostfixPolicyIT.list();
    PolicyServer server =
        PolicyServer.builder(list.gate().references(SampleList.signer()).build())
            .address(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])))
            .start();
    System.out.print('!');
    System.out.flush();
    int ended = System.in.read();
    server.close();
    System.exit(ended < 0 ? 0 : 1);
  }
}
