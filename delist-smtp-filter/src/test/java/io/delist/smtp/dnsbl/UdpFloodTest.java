package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.netty.StuckTransport;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A socket that takes no answers while queries go on coming. */
class UdpFloodTest {

  /** So many datagrams are read in one go. */
  private static final int BATCH = 64;

  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);

  private final SampleZone zone = zoneOfLongAnswers();
  private final byte[] query =
      Ask.address("192.0.2.1", SampleZone.NAME).type(Wire.TYPE_TXT).edns(1232, 0, 0).octets();
  private final ListenerMeter meter = new ListenerMeter(() -> -1).expecting(Outcomes.LABELS);
  private final StuckTransport stuck = new StuckTransport();
  private final EmbeddedChannel socket =
      new EmbeddedChannel(
          stuck,
          new UdpHandler(
              new Responder(
                  new ClientNetworks(List.of()), null, 0, () -> 0, new FailureLog(() -> 0)),
              new Exchange(zone.zone()),
              meter,
              () -> 0));

  /** Four texts of nearly the longest size for one address. */
  private static SampleZone zoneOfLongAnswers() {
    SampleZone zone =
        new SampleZone(
            settings ->
                settings
                    .severalListings(SeveralListings.RECORDS)
                    .returnCode(new ReasonCode(607), code(4))
                    .returnCode(new ReasonCode(608), code(8))
                    .returnCode(new ReasonCode(609), code(16))
                    .text("{code} " + "x".repeat(240)));
    for (int i = 0; i < 4; i++) {
      zone.list("192.0.2.0/24", "feed:" + (char) ('a' + i), 606 + i, null);
    }
    return zone;
  }

  private static IpAddress code(int last) {
    return IpAddress.parse("127.0.0." + last);
  }

  @AfterEach
  void nothingIsLeft() {
    socket.finishAndReleaseAll();
  }

  private void batch(int size) {
    socket.writeInbound(
        IntStream.range(0, size)
            .mapToObj(i -> new DatagramPacket(Unpooled.copiedBuffer(query), SERVER, CLIENT))
            .toArray());
  }

  private long waitingOctets() {
    return socket.unsafe().outboundBuffer().totalPendingWriteBytes();
  }

  private long count(String decision) {
    return meter.health("dnsbl", "", true).decisions().get(decision);
  }

  @Test
  void oneBatchOfLongAnswersIsNotDropped() {
    batch(BATCH);

    assertThat(count("dropped")).isZero();
    assertThat(count("listed")).isEqualTo(BATCH);
    // More than Netty lets wait by itself, or this would say nothing.
    assertThat(waitingOctets()).isGreaterThan(64 << 10);
  }

  @Test
  void whatTheSocketDoesNotTakeIsDroppedAndCounted() {
    for (int i = 0; i < 100; i++) {
      batch(BATCH);
    }

    int longest = AnswerWriter.UDP_SIZE + 200;
    assertThat(waitingOctets()).isLessThan(UdpHandler.WAITING.high() + longest);
    assertThat(count("dropped")).isGreaterThan(50L * BATCH);
    assertThat(count("dropped") + count("listed")).isEqualTo(100L * BATCH);
    long kept = count("listed");

    socket.pipeline().remove(stuck);
    batch(1);

    assertThat(socket.outboundMessages()).hasSize((int) kept + 1);
    assertThat(count("listed")).isEqualTo(kept + 1);
  }

  @Test
  void aSocketThatTakesAnswersGetsThemAllHoweverManyComeAtOnce() {
    socket.pipeline().remove(stuck);

    batch(100 * BATCH);

    assertThat(count("dropped")).isZero();
    assertThat(socket.outboundMessages()).hasSize(100 * BATCH);
  }
}
