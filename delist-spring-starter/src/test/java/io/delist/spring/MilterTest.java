package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.listener.SmtpListener;
import io.delist.smtp.milter.MilterServer;
import io.delist.spring.smtp.DelistListenersAutoConfiguration;
import io.delist.spring.smtp.SmtpListeners;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** The milter of an application: off, on, answering from its list, and gone with it. */
class MilterTest {

  @TempDir Path dir;

  private WebApplicationContextRunner application(String... properties) {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistMailAutoConfiguration.class,
                DelistSmtpAutoConfiguration.class,
                DelistListenersAutoConfiguration.class))
        .withBean(Store.class, () -> new MemoryStore(InstantSource.system()))
        .withPropertyValues("delist.data-dir=" + dir, "delist.portal.url=https://delist.example/")
        .withPropertyValues(properties);
  }

  @Test
  void itIsOffUnlessAskedFor() {
    application().run(context -> assertThat(context.getBean(SmtpListeners.class).all()).isEmpty());
  }

  @Test
  void itAnswersFromTheListAndEndsWithTheApplication() {
    AtomicReference<InetSocketAddress> address = new AtomicReference<>();
    application("delist.smtp.milter.enabled=true", "delist.smtp.milter.port=0")
        .run(
            context -> {
              SmtpListener milter = context.getBean(SmtpListeners.class).all().get(0);
              assertThat(milter.name()).isEqualTo(MilterServer.NAME);
              address.set((InetSocketAddress) milter.address());
              assertThat(address.get().getAddress().isLoopbackAddress()).isTrue();
              assertThat(verdict(address.get())).isEqualTo("c");
              assertThat(milter.health().decisions()).containsEntry("not-listed", 1L);
              assertThat(milter.health().listAgeMillis()).isNotNegative();
            });
    assertThat(isOpen(address.get())).isFalse();
  }

  @Test
  void aSocketTakesThePlaceOfTheDefaultPort() {
    Path socket = dir.resolve("milter");
    application("delist.smtp.milter.enabled=true", "delist.smtp.milter.socket=" + socket)
        .run(
            context ->
                assertThat(context.getBean(SmtpListeners.class).all())
                    .singleElement()
                    .satisfies(
                        milter ->
                            assertThat(milter.health().address()).isEqualTo(socket.toString())));
  }

  @ParameterizedTest
  @CsvSource({
    "max-connections, 0, must be 1 or more",
    "frame-time, 0s, must be above zero",
    "idle-time, 2d, up to PT24H",
    "grace, 2m, must be PT0S to PT1M",
    "threads, 0, must be 1 to 1024",
    "port, 70000, 70000",
    "address, no such host, was not found",
  })
  void aValueOutOfRangeNamesItsProperty(String property, String value, String why) {
    FailureAnalysis analysis =
        failure(
            "delist.smtp.milter.enabled=true",
            "delist.smtp.milter.port=0",
            "delist.smtp.milter." + property + "=" + value);

    assertThat(analysis.getDescription()).contains("delist.smtp.milter." + property, why);
  }

  @Test
  void aPortInUseNamesItsProperty() throws IOException {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              failure(
                      "delist.smtp.milter.enabled=true",
                      "delist.smtp.milter.port=" + held.getLocalPort())
                  .getDescription())
          .contains("delist.smtp.milter.port", Integer.toString(held.getLocalPort()));
    }
  }

  private FailureAnalysis failure(String... properties) {
    AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
    application(properties)
        .run(
            context -> {
              assertThat(context).hasFailed();
              analysis.set(Analyses.of(context.getStartupFailure()));
            });
    return analysis.get();
  }

  private static boolean isOpen(InetSocketAddress address) {
    try (SocketChannel channel = SocketChannel.open(address)) {
      return channel.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  /** The reply to one recipient of 198.51.100.7. */
  private static String verdict(InetSocketAddress milter) throws IOException {
    try (Socket socket = new Socket(milter.getAddress(), milter.getPort())) {
      socket.setSoTimeout(20_000);
      ByteBuffer out = ByteBuffer.allocate(256);
      out.putInt(13).put((byte) 'O').putInt(6).putInt(0x1ff).putInt(0x1fffff);
      byte[] connect = "Cclient\0004\0\031198.51.100.7\0".getBytes(StandardCharsets.US_ASCII);
      byte[] recipient = "R<a@example.org>\0".getBytes(StandardCharsets.US_ASCII);
      out.putInt(connect.length).put(connect).putInt(recipient.length).put(recipient);
      socket.getOutputStream().write(out.array(), 0, out.position());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.skipNBytes(in.readInt());
      return new String(in.readNBytes(in.readInt()), StandardCharsets.US_ASCII);
    }
  }
}
