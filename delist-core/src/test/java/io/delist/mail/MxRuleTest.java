package io.delist.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.mailbox.EmailAddress;
import io.delist.workflow.AsyncRule;
import io.delist.workflow.Bench;
import io.delist.workflow.Delisting;
import io.delist.workflow.MxRule;
import io.delist.workflow.Refusal;
import io.delist.workflow.RuleBook;
import io.delist.workflow.RuleTexts;
import io.delist.workflow.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule {@code mailbox-domain} against a name server of the test's own. */
class MxRuleTest {

  private final NameServer server = new NameServer();
  private final DnsMxLookup lookup =
      new DnsMxLookup("dns://127.0.0.1:" + server.port(), Duration.ofMillis(500));

  @AfterEach
  void close() {
    lookup.close();
    server.close();
  }

  private Submission submit(String domain, MxRule rule) {
    Bench bench = new Bench();
    bench.list("203.0.113.9/32");
    return new Delisting(
            bench.store,
            bench.replica.blocklist(),
            bench.proofs,
            RuleBook.builder(Bench.GUARD).asyncRules(List.of(rule)).build(),
            bench.policy,
            new Limits(LimitPolicy.none(), Bench.ring("k1", 1)),
            () -> {})
        .submit(Bench.ADDRESS, EmailAddress.parse("a@" + domain), Bench.BROWSER, Locale.ENGLISH);
  }

  private MxRule rule() {
    return new MxRule(lookup, Duration.ofSeconds(10), AsyncRule.WhenLate.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mx.example", "address.example", "address6.example"})
  void aDomainWithAMailServerOrAnAddressIsTaken(String domain) {
    assertThat(submit(domain, rule())).isInstanceOf(Submission.Accepted.class);
  }

  /** RFC 7505 section 3, and what cannot be mailed anyway. */
  @ParameterizedTest
  @ValueSource(strings = {"null-mx.example", "nothing.example", "no-such.example"})
  void aDomainThatTakesNoMailIsRefusedAndToldSo(String domain) {
    assertThat(submit(domain, rule()))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> {
              Refusal refusal = refused.refusal();
              assertThat(refusal.rule()).isEqualTo("mailbox-domain");
              assertThat(RuleTexts.text(refusal, Locale.ENGLISH)).contains(domain);
              assertThat(RuleTexts.door(refusal, Locale.KOREAN)).isNotBlank();
            });
  }

  @Test
  void anAnswerThatDoesNotComeHasTheOutcomeThatWasChosen() {
    assertThat(submit("broken.example", rule())).isInstanceOf(Submission.Accepted.class);
    assertThat(
            submit(
                "broken.example",
                new MxRule(lookup, Duration.ofSeconds(10), AsyncRule.WhenLate.REFUSE)))
        .isInstanceOf(Submission.Refused.class);
    MxRule never =
        new MxRule(
            domain -> new CompletableFuture<>(), Duration.ofMillis(1), AsyncRule.WhenLate.PASS);
    assertThat(submit("mx.example", never))
        .isInstanceOfSatisfying(
            Submission.Accepted.class,
            accepted -> assertThat(accepted.request().email().domain()).isEqualTo("mx.example"));
    MxRule failing =
        new MxRule(
            domain -> CompletableFuture.failedFuture(new IOException("away")),
            Duration.ofSeconds(1),
            AsyncRule.WhenLate.REFUSE);
    assertThat(submit("mx.example", failing)).isInstanceOf(Submission.Refused.class);
  }

  /** Answers over UDP from a table of a few names. */
  private static final class NameServer implements AutoCloseable {

    private static final int MX = 15;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int NO_SUCH_NAME = 3;
    private static final int SERVER_FAILURE = 2;

    private final DatagramSocket socket;

    NameServer() {
      try {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread thread = new Thread(this::serve, "name-server");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    private void serve() {
      byte[] buffer = new byte[512];
      while (!socket.isClosed()) {
        try {
          DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
          socket.receive(packet);
          byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        } catch (IOException e) {
          // The test is over; the loop's condition tells.
        }
      }
    }

    private static byte[] answer(byte[] query) {
      StringBuilder name = new StringBuilder();
      int at = 12;
      while (query[at] != 0) {
        name.append(name.length() == 0 ? "" : ".")
            .append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
        at += query[at] + 1;
      }
      int type = query[at + 2];
      int end = at + 5;
      byte[] data = data(name.toString().toLowerCase(Locale.ROOT), type);
      int code =
          name.toString().startsWith("no-such")
              ? NO_SUCH_NAME
              : name.toString().startsWith("broken") ? SERVER_FAILURE : 0;
      ByteBuffer out = ByteBuffer.allocate(512);
      out.put(query, 0, 2).putShort((short) (0x8180 | code)).putShort((short) 1);
      out.putShort((short) (data.length == 0 ? 0 : 1)).putInt(0);
      out.put(query, 12, end - 12);
      if (data.length > 0) {
        out.putShort((short) 0xc00c).putShort((short) type).putShort((short) 1).putInt(60);
        out.putShort((short) data.length).put(data);
      }
      return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] data(String name, int type) {
      if (type == MX && name.equals("mx.example")) {
        return new byte[] {0, 10, 2, 'm', 'x', 0};
      }
      if (type == MX && name.equals("null-mx.example")) {
        return new byte[] {0, 0, 0};
      }
      if (type == A && name.equals("address.example")) {
        return new byte[] {(byte) 192, 0, 2, 1};
      }
      if (type == AAAA && name.equals("address6.example")) {
        return new byte[16];
      }
      return new byte[0];
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
