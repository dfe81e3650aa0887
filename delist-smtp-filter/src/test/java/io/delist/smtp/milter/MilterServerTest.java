package io.delist.smtp.milter;

import static io.delist.smtp.milter.MilterFixture.LISTED;
import static io.delist.smtp.milter.MilterFixture.UNLISTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.smtp.listener.ListenerStartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server on real sockets. */
class MilterServerTest {

  @Test
  void answersOnTcp() throws IOException {
    try (MilterServer server = MilterFixture.start();
        MtaConnection mta = MtaConnection.to(server.address())) {
      assertThat(verdict(mta, LISTED)).startsWith("y550 5.7.606 ");
      assertThat(server.health().decisions()).containsEntry("rejected", 1L);
      assertThat(server.health().connections().open()).isEqualTo(1);
      assertThat(server.health().latency().count()).isEqualTo(1);
    }
  }

  @Test
  void answersOnAUnixSocket(@TempDir Path directory) throws IOException {
    Path socket = directory.resolve("milter");
    try (MilterServer server =
            MilterServer.builder(MilterFixture.gate()).unixSocket(socket).start();
        MtaConnection mta = MtaConnection.to(server.address())) {
      assertThat(verdict(mta, LISTED)).startsWith("y550 5.7.606 ");
    }
    assertThat(Files.exists(socket)).isFalse();
  }

  @Test
  void oneMoreConnectionThanThereMayBeIsClosedAtOnce() throws IOException {
    try (MilterServer server =
        MilterServer.builder(MilterFixture.gate())
            .address(MilterFixture.anyPort())
            .maxConnections(2)
            .start()) {
      MtaConnection first = MtaConnection.to(server.address());
      MtaConnection second = MtaConnection.to(server.address());
      assertThat(verdict(first, LISTED)).startsWith("y");
      assertThat(verdict(second, LISTED)).startsWith("y");
      try (MtaConnection third = MtaConnection.to(server.address())) {
        assertThat(third.isClosed()).isTrue();
      }
      assertThat(server.health().connections().turnedAway()).isEqualTo(1);

      first.close();
      Awaitility.await().until(() -> server.health().connections().open() == 1);
      try (MtaConnection fourth = MtaConnection.to(server.address())) {
        assertThat(verdict(fourth, LISTED)).startsWith("y");
      }
      second.close();
    }
  }

  @Test
  void aStopAnswersTheSessionUnderWayAndTakesNoOther() throws Exception {
    MilterServer server =
        MilterServer.builder(MilterFixture.gate())
            .address(MilterFixture.anyPort())
            .grace(Duration.ofSeconds(30))
            .start();
    SocketAddress address = server.address();
    try (MtaConnection underWay = MtaConnection.to(address);
        MtaConnection idle = MtaConnection.to(address)) {
      assertThat(verdict(underWay, LISTED)).startsWith("y");
      idle.send(MtaFrames.begin());
      assertThat(idle.replies(1)).hasSize(1);

      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
      assertThat(idle.isClosed()).isTrue();
      Awaitility.await().until(() -> takesNoMore(address));

      underWay.send(new MtaFrames().recipient("<postmaster@example.org>"));
      assertThat(underWay.replies(1)).containsExactly("c");
      assertThat(stop).isNotDone();
      underWay.send(new MtaFrames().bare('Q'));
      stop.get(20, TimeUnit.SECONDS);
    }
    assertThat(server.health().listening()).isFalse();
  }

  @Test
  void aStopDoesNotWaitLongerThanItsGrace() throws Exception {
    MilterServer server =
        MilterServer.builder(MilterFixture.gate())
            .address(MilterFixture.anyPort())
            .grace(Duration.ofMillis(50))
            .start();
    try (MtaConnection underWay = MtaConnection.to(server.address())) {
      assertThat(verdict(underWay, LISTED)).startsWith("y");

      CompletableFuture.runAsync(server::close).get(20, TimeUnit.SECONDS);

      assertThat(underWay.isClosed()).isTrue();
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    try (MilterServer server = MilterFixture.start()) {
      assertThatThrownBy(
              () ->
                  MilterServer.builder(MilterFixture.gate())
                      .address((InetSocketAddress) server.address())
                      .start())
          .isInstanceOf(ListenerStartException.class)
          .hasMessageContaining("milter")
          .hasMessageContaining(":" + MilterFixture.port(server));
    }
  }

  @Test
  void timesOutOfRangeAreRefused() {
    MilterServerBuilder builder =
        MilterServer.builder(MilterFixture.gate()).address(MilterFixture.anyPort());

    assertThatThrownBy(() -> builder.frameTime(Duration.ZERO))
        .hasMessage("frame time PT0S is out of range; must be above zero and up to PT24H");
    assertThatThrownBy(() -> builder.idleTime(Duration.ofDays(2)))
        .hasMessage("idle time PT48H is out of range; must be above zero and up to PT24H");
  }

  /** Slow, silent, oversize, garbage, reading nothing: the good ones do not notice. */
  @Test
  void goodConnectionsAreServedAmongHostileOnes() throws IOException {
    try (MilterServer server =
        MilterServer.builder(MilterFixture.gate())
            .address(MilterFixture.anyPort())
            .frameTime(Duration.ofSeconds(2))
            .start()) {
      List<MtaConnection> hostile = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        MtaConnection silent = MtaConnection.to(server.address());
        MtaConnection slow = MtaConnection.to(server.address());
        slow.send(new byte[] {0, 0, 0});
        MtaConnection withinFrame = MtaConnection.to(server.address());
        withinFrame.send(MtaFrames.begin().raw(0, 0, 0xff, 0xff, 'R', '<'));
        MtaConnection oversize = MtaConnection.to(server.address());
        oversize.send(MtaFrames.begin().raw(0x7f, 0xff, 0xff, 0xff, 'R'));
        MtaConnection garbage = MtaConnection.to(server.address());
        garbage.send(
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        hostile.addAll(List.of(silent, slow, withinFrame, oversize, garbage));
      }
      for (int i = 0; i < 200; i++) {
        try (MtaConnection good = MtaConnection.to(server.address())) {
          assertThat(verdict(good, i % 2 == 0 ? LISTED : UNLISTED))
              .startsWith(i % 2 == 0 ? "y550 5.7.606 " : "c");
        }
      }
      for (MtaConnection each : hostile) {
        assertThat(each.isClosed()).isTrue();
        each.close();
      }
      assertThat(server.health().malformed()).isEqualTo(80);
      assertThat(server.health().connections().timedOut()).isEqualTo(120);
      assertThat(server.health().failed()).isZero();
    }
  }

  @Test
  void manyPipelinedRecipientsAreAllAnswered() throws IOException {
    MtaFrames frames = MtaFrames.begin().connectV4(LISTED);
    for (int i = 0; i < 20_000; i++) {
      frames.recipient(i % 10 == 0 ? "<postmaster@example.org>" : "<b@example.org>");
    }
    try (MilterServer server = MilterFixture.start();
        MtaConnection mta = MtaConnection.to(server.address())) {
      // The replies are more than the sockets hold, so one side writes while the other reads.
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  mta.send(frames);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      List<String> replies = mta.replies(20_001);
      writing.join();

      for (int i = 0; i < 20_000; i++) {
        assertThat(replies.get(i + 1)).startsWith(i % 10 == 0 ? "c" : "y550 5.7.606 ");
      }
    }
  }

  private static boolean takesNoMore(SocketAddress address) {
    try (MtaConnection late = MtaConnection.to(address)) {
      return late.isClosed();
    } catch (IOException refused) {
      return true;
    }
  }

  private static String verdict(MtaConnection mta, String client) throws IOException {
    return mta.send(
            MtaFrames.begin()
                .connectV4(client)
                .helo("mail.example")
                .mail("<a@example.net>")
                .recipient("<b@example.org>"))
        .replies(2)
        .get(1);
  }
}
