package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.listener.ListenerMeter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A socket whose thread nothing ends. */
class UdpSocketTest {

  private final MultiThreadIoEventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterEach
  void end() {
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void anErrorInTheMiddleOfAnAnswerEndsNeitherTheThreadNorTheSocket() throws Exception {
    ListenerMeter meter = new ListenerMeter(() -> -1).expecting(Outcomes.LABELS);
    AtomicInteger errors = new AtomicInteger(2);
    UdpAnswers answers =
        new UdpAnswers(
            new Responder(new ClientNetworks(List.of()), null, 0, () -> 0, new FailureLog(() -> 0)),
            new Exchange(new SampleZone().list("192.0.2.0/24").zone()),
            meter,
            () -> {
              if (errors.getAndDecrement() > 0) {
                throw new OutOfMemoryError("made by a test");
              }
              return 0;
            });
    byte[] query = Ask.address("192.0.2.1", SampleZone.NAME).octets();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    UdpSocket socket = UdpSocket.bind(any, false, answers);
    try (DatagramSocket client = new DatagramSocket(any)) {
      client.setSoTimeout(20_000);
      socket.serve(threads.next());
      client.send(
          new DatagramPacket(
              query,
              query.length,
              ((DatagramChannel) socket.selectableChannel()).getLocalAddress()));

      DatagramPacket reply = new DatagramPacket(new byte[2048], 2048);
      client.receive(reply);

      assertThat(Reply.read(Arrays.copyOf(reply.getData(), reply.getLength())).answers())
          .hasSize(1);
      assertThat(meter.health("dnsbl", "", true).failed()).isEqualTo(2);
    } finally {
      socket.close();
    }
  }
}
