package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.ListenerMeter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/**
 * A connection on which anything may arrive: nothing escapes, each reply is whole, how it is cut
 * does not matter, and memory stays in proportion to what came.
 */
@Timeout(30)
class MilterFuzzTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long BASE_BYTES = 4 << 20;

  /** An RCPT of eight octets is answered with a refusal of some two hundred, made of strings. */
  private static final long BYTES_A_BYTE = 2_000;

  private final SmtpGate gate = MilterFixture.gate();

  /** The octets as they come, after a negotiation or without. */
  @FuzzTest(maxDuration = "5m")
  void connection(byte[] input) {
    check(input);
    byte[] offer = MtaFrames.begin().octets();
    byte[] both = new byte[offer.length + input.length];
    System.arraycopy(offer, 0, both, 0, offer.length);
    System.arraycopy(input, 0, both, offer.length, input.length);
    check(both);
  }

  /** The input is the content of frames whose lengths are right: command, length, content. */
  @FuzzTest(maxDuration = "5m")
  void frames(byte[] input) {
    MtaFrames frames = MtaFrames.begin();
    for (int at = 0; at + 1 < input.length; ) {
      char command = (char) (input[at] & 0x7f);
      int length = Math.min(input[at + 1] & 0xff, input.length - at - 2);
      byte[] content = new byte[length];
      System.arraycopy(input, at + 2, content, 0, length);
      frames.frame(command, content);
      at += 2 + length;
    }
    check(frames.octets());
  }

  private void check(byte[] octets) {
    List<String> whole = replies(octets, octets.length);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(replies(octets, 7)).isEqualTo(whole);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated)
        .as("bytes allocated")
        .isLessThanOrEqualTo(BASE_BYTES + BYTES_A_BYTE * octets.length);
    // The smallest frame that is answered has five octets.
    assertThat(whole).hasSizeLessThanOrEqualTo(octets.length / 5 + 1);
    assertThat(whole).allSatisfy(reply -> assertThat(reply.substring(0, 1)).isIn("O", "c", "y"));
  }

  private List<String> replies(byte[] octets, int pieceOctets) {
    ListenerMeter meter = new ListenerMeter(() -> -1);
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new MilterHandler(
                new MilterSession(gate, Treatment.REFUSE, meter),
                new Patience(Duration.ofSeconds(10), Duration.ofHours(2)),
                meter,
                new Complaints()));
    ByteBuf all = Unpooled.buffer();
    for (int at = 0; at < octets.length && channel.isOpen(); at += pieceOctets) {
      channel.writeInbound(
          Unpooled.wrappedBuffer(octets, at, Math.min(pieceOctets, octets.length - at)));
    }
    for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
      all.writeBytes(each);
      each.release();
    }
    channel.finishAndReleaseAll();
    ListenerHealth health = meter.health("milter", "", true);
    assertThat(health.failed()).isZero();
    assertThat(health.malformed()).isLessThanOrEqualTo(1);
    return MilterReplies.readAll(all);
  }
}
