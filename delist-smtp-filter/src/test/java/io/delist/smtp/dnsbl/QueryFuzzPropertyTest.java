package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.delist.smtp.listener.ListenerMeter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * No octets make the reader of queries throw, hang or take memory: seeds of every kind that is
 * answered in its own way, changed at random. {@code -Ddelist.test.seed=…} changes them otherwise.
 */
class QueryFuzzPropertyTest {

  private static final String ZONE = SampleZone.NAME;
  private static final long MOST_BYTES = 16 << 10;
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<byte[]> SEEDS =
      List.of(
          Ask.address("192.0.2.1", ZONE).octets(),
          Ask.address("192.0.2.1", ZONE).type(Wire.TYPE_TXT).edns(1232, 0, 0x8000).octets(),
          Ask.address("2001:db8::1", ZONE).edns(512, 0, 0).octets(),
          Ask.address("192.0.2.1", "drop." + ZONE).type(Wire.TYPE_ANY).octets(),
          Ask.address("203.0.113.9", ZONE).octets(),
          Ask.address("3fff::9", ZONE).type(Wire.TYPE_TXT).edns(4096, 0, 0).octets(),
          Ask.name("www." + ZONE).octets(),
          Ask.name("2.0.192." + ZONE).octets(),
          Ask.name(ZONE).type(Wire.TYPE_SOA).octets(),
          Ask.name(ZONE).type(Wire.TYPE_NS).edns(4096, 1, 0).octets(),
          Ask.name("example.org").octets(),
          Ask.name("a.".repeat(126) + "b").octets(),
          Ask.name("1.2.0.192." + ZONE).flags(0x2800).octets(),
          Ask.name("1.2.0.192." + ZONE).flags(0x8180).octets(),
          Ask.name("1.2.0.192." + ZONE).counts(0, 2).octets(),
          Ask.name("1.2.0.192." + ZONE)
              .counts(3, 1)
              .with(
                  new byte[] {
                    0, 0, 41, 4, 0, 0, 0, 0, 0, 0, 12, 0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8
                  })
              .octets());

  private final SampleZone zone =
      new SampleZone(
              settings ->
                  settings
                      .severalListings(SeveralListings.RECORDS)
                      .subZone("drop", List.of(new io.delist.blocklist.Source("feed:drop"))))
          .list("192.0.2.0/24", "feed:drop", 607, null)
          .list("192.0.2.0/25")
          .list("2001:db8::/32");

  @Property(tries = 20_000)
  void changedQueriesAreAnsweredOrNot(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] query = changed(random);
    boolean udp = random.nextBoolean();
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    byte[] answer = zone.answer(query, udp);
    assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    assertThat(zone.answer(query, udp)).isEqualTo(answer);
    if (answer.length == 0) {
      assertThat(query.length < 12 || (query[2] & 0x80) != 0).isTrue();
      Statistics.collect("silence");
      return;
    }
    Reply reply = Reply.read(answer);
    assertThat(reply.id()).isEqualTo((query[0] & 0xff) << 8 | (query[1] & 0xff));
    assertThat(reply.flags() & 0x8000).isNotZero();
    assertThat(reply.code()).isNotEqualTo(Wire.SERVFAIL);
    assertThat(answer.length).isLessThanOrEqualTo(udp ? 1232 : AnswerWriter.LONGEST);
    if (reply.questions() == 1) {
      int question = questionEnd(query);
      assertThat(Arrays.copyOfRange(answer, 12, question))
          .isEqualTo(Arrays.copyOfRange(query, 12, question));
    } else {
      assertThat(answer).hasSize(12);
    }
    Statistics.collect(reply.code());
    Statistics.coverage(
        checker -> {
          checker.check(Wire.NOERROR).percentage(share -> share >= 5);
          checker.check(Wire.NXDOMAIN).percentage(share -> share >= 5);
          checker.check(Wire.FORMERR).percentage(share -> share >= 5);
          checker.check(Wire.REFUSED).percentage(share -> share >= 5);
          checker.check("silence").percentage(share -> share >= 1);
        });
  }

  private static int questionEnd(byte[] query) {
    int at = 12;
    while (query[at] != 0) {
      at += 1 + query[at];
    }
    return at + 5;
  }

  private static byte[] changed(Random random) {
    byte[] query = SEEDS.get(random.nextInt(SEEDS.size())).clone();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes && query.length > 0; i++) {
      int at = random.nextInt(query.length);
      switch (random.nextInt(6)) {
        case 0 -> query[at] = (byte) random.nextInt();
        case 1 -> query[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> query = Arrays.copyOf(query, at);
        case 3 -> query = joined(query, noise(random));
        case 4 -> query = joined(Arrays.copyOf(query, at), SEEDS.get(random.nextInt(SEEDS.size())));
        default -> {
          byte[] more = joined(Arrays.copyOf(query, at), new byte[] {(byte) random.nextInt(80)});
          query = joined(more, Arrays.copyOfRange(query, at, query.length));
        }
      }
    }
    return query;
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[1 + random.nextInt(40)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** A stream is what its messages are, however it is cut, up to the first that is none. */
  @Property(tries = 1000)
  void streamsMayBeCutAnywhere(@ForAll long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    boolean ends = false;
    for (int i = 0; i < 5; i++) {
      byte[] query = changed(random);
      stream.write(query.length >>> 8);
      stream.write(query.length);
      stream.writeBytes(query);
      ends |= query.length < 12;
      if (!ends) {
        byte[] answer = zone.answer(query, false);
        if (answer.length > 0) {
          expected.write(answer.length >>> 8);
          expected.write(answer.length);
          expected.writeBytes(answer);
        }
      }
    }
    EmbeddedChannel channel = channel();
    byte[] octets = stream.toByteArray();
    int at = 0;
    while (at < octets.length && channel.isOpen()) {
      int to = Math.min(octets.length, at + 1 + random.nextInt(60));
      channel.writeInbound(Unpooled.copiedBuffer(octets, at, to - at));
      at = to;
    }
    assertThat(sent(channel)).isEqualTo(expected.toByteArray());
    assertThat(channel.isOpen()).isEqualTo(!ends);
    assertThat(channel.finish()).isFalse();
  }

  private static byte[] sent(EmbeddedChannel channel) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    List<ByteBuf> parts = new ArrayList<>();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      parts.add(part);
    }
    for (ByteBuf part : parts) {
      byte[] octets = new byte[part.readableBytes()];
      part.readBytes(octets).release();
      sent.writeBytes(octets);
    }
    return sent.toByteArray();
  }

  private EmbeddedChannel channel() {
    Responder responder =
        new Responder(new ClientNetworks(List.of()), null, 0, () -> 0, new FailureLog(() -> 0));
    TcpHandler handler =
        new TcpHandler(
            responder,
            new Exchange(zone.zone()),
            new ListenerMeter(() -> 0),
            Duration.ofMinutes(1),
            System::nanoTime);
    return new EmbeddedChannel(handler) {
      @Override
      protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);
      }
    };
  }
}
