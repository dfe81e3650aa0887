package io.delist.smtp.milter;

import static io.delist.smtp.milter.MilterFixture.LISTED;
import static io.delist.smtp.milter.MilterFixture.UNLISTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.peers.PrivatePostfix;
import io.delist.smtp.peers.Program;
import io.delist.smtp.peers.SystemTests;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same frames for ours and for a milter on Sendmail's own library: the same replies, octet for
 * octet, to each recipient and to the end of each message.
 */
class LibmilterIT {

  private static final String PYTHON = "/usr/bin/python3";
  private static final String REPLY =
      "550 5.7.606 Access denied, banned sending IP [192.0.2.66]; To request removal from this"
          + " list please visit https://delist.example/ and follow the directions.";

  /** What each offers to leave out or not to wait for; libmilter speaks no more than it knows. */
  private static final int[] STEPS = {0, 0x7f, 0x3ff, MtaFrames.ALL_STEPS};

  private static Process libmilter;
  private static InetSocketAddress theirs;

  @BeforeAll
  static void start() throws Exception {
    SystemTests.require("python3");
    boolean there = Program.run(PYTHON, "-c", "import Milter").status() == 0;
    if (!there && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("python3-milter is missing; .ci/install-system-test-tools has it");
    }
    Assumptions.assumeTrue(there, "this test needs python3-milter");
    int port = PrivatePostfix.freePort();
    theirs = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    libmilter =
        new ProcessBuilder(
                PYTHON,
                MiltertestIT.resource("libmilter.py").toString(),
                "inet:" + port + "@127.0.0.1",
                LISTED,
                REPLY)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Awaitility.await()
        .until(
            () -> {
              try {
                MtaConnection.to(theirs).close();
                return true;
              } catch (ConnectException e) {
                return false;
              }
            });
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (libmilter != null) {
      libmilter.destroyForcibly();
      libmilter.waitFor(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void theRepliesAreTheSame() throws IOException {
    try (MilterServer server = MilterFixture.start()) {
      Random random = new Random(20261125);
      int refused = 0;
      for (int session = 0; session < 200; session++) {
        long seed = random.nextLong();
        List<String> theirReplies = replies(theirs, seed);
        List<String> ourReplies = replies((InetSocketAddress) server.address(), seed);
        assertThat(ourReplies).as("session of seed %d", seed).isEqualTo(theirReplies);
        refused +=
            (int) ourReplies.stream().filter(each -> each.startsWith("RECIPIENT y550 ")).count();
      }
      assertThat(refused).isGreaterThan(100);
    }
  }

  /** A session that is the same for the same seed. */
  private static List<String> replies(InetSocketAddress milter, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> all = new ArrayList<>();
    try (MtaConnection mta = MtaConnection.to(milter)) {
      int steps = STEPS[random.nextInt(STEPS.length)];
      mta.send(new MtaFrames().negotiate(steps == MtaFrames.ALL_STEPS ? 6 : 2, 0x1ff, steps));
      int agreed = steps(mta.replies(1).get(0));
      Step step = new Step(mta, agreed, all);
      MtaFrames connect =
          switch (random.nextInt(4)) {
            case 0 -> new MtaFrames().connectV4(UNLISTED);
            case 1 -> new MtaFrames().connectV6("IPv6:2001:db8::99");
            default -> new MtaFrames().connectV4(LISTED);
          };
      step.send(Command.CONNECT, connect);
      step.send(Command.HELO, new MtaFrames().helo("mail.example"));
      int messages = 1 + random.nextInt(3);
      for (int message = 0; message < messages; message++) {
        boolean login = random.nextInt(4) == 0;
        MtaFrames mail = new MtaFrames();
        mail.macros('M', login ? new String[] {"{auth_type}", "PLAIN"} : new String[] {"i", "1"});
        step.send(Command.MAIL, mail.mail("<a@example.net>", "SIZE=100"));
        int recipients = 1 + random.nextInt(3);
        for (int i = 0; i < recipients; i++) {
          String local = random.nextInt(3) == 0 ? "<postmaster@" : "<b@";
          step.send(Command.RECIPIENT, new MtaFrames().recipient(local + "example.org>"));
        }
        if (random.nextBoolean()) {
          mta.send(new MtaFrames().bare('A'));
          continue;
        }
        step.send(Command.HEADER, new MtaFrames().header("Subject", "x"));
        step.send(Command.END_OF_HEADERS, new MtaFrames().bare('N'));
        step.send(Command.BODY, new MtaFrames().body("text\r\n"));
        step.send(Command.END_OF_MESSAGE, new MtaFrames().endOfMessage());
      }
      mta.send(new MtaFrames().bare('Q'));
      assertThat(mta.isClosed()).isTrue();
    }
    return all;
  }

  /**
   * Sends what was agreed to be sent. Kept are the replies that both must give; where one of them
   * agreed to none, the other's has to be "go on".
   */
  private record Step(MtaConnection mta, int agreed, List<String> all) {

    void send(Command command, MtaFrames frames) throws IOException {
      if ((agreed & command.leftOut) != 0) {
        return;
      }
      mta.send(frames);
      if ((agreed & command.unanswered) != 0) {
        return;
      }
      String reply = mta.replies(1).get(0);
      if (command == Command.RECIPIENT || command == Command.END_OF_MESSAGE) {
        all.add(command + " " + reply);
      } else {
        assertThat(reply).as("reply to %s", command).isEqualTo("c");
      }
    }
  }

  private static int steps(String agreement) {
    int value = 0;
    for (char each : agreement.substring(9, 13).replace('|', '\0').toCharArray()) {
      value = value << 8 | each;
    }
    return value;
  }
}
