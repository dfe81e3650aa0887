package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.smtp.listener.ListenerHealth;
import io.delist.smtp.listener.ListenerStartException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server on real sockets: both transports, and clients that mean no good. */
@Timeout(60)
class DnsblServerTest {

  private static final Ask LISTED = Ask.address("192.0.2.1", SampleZone.NAME);

  private final SampleZone zone = new SampleZone().list("192.0.2.0/24");

  private DnsblServer start(UnaryOperator<DnsblServerSettings> change) {
    DnsblServerSettings settings =
        DnsblServerSettings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return DnsblServer.start(zone.zone(), change.apply(settings), () -> 42);
  }

  @Test
  void udpAndTcpAnswerTheSameOnOnePort() throws IOException {
    try (DnsblServer server = start(s -> s)) {
      for (String address : List.of("192.0.2.1", "192.0.3.1", "127.0.0.2", "2001:db8::1")) {
        byte[] query = Ask.address(address, SampleZone.NAME).octets();
        byte[] expected = zone.answer(query, true);
        assertThat(udp(server, query)).isEqualTo(expected);
        assertThat(tcp(server, query)).containsExactly(expected);
      }
      // An answer over UDP has left before it is counted.
      Awaitility.await().until(() -> server.health().latency().count() == 8);
      ListenerHealth health = server.health();
      assertThat(health.listening()).isTrue();
      assertThat(health.decisions()).containsEntry("listed", 4L).containsEntry("not-listed", 4L);
      assertThat(health.listAgeMillis()).isEqualTo(42);
      assertThat(health.latency().count()).isEqualTo(8);
    }
  }

  @Test
  void threadsShareAPortThatWasChosenAndNobodyElseGetsIt() throws IOException {
    Random random = new Random();
    // An address of its own, so that the port is free.
    byte[] octets = {127, (byte) random.nextInt(1, 255), (byte) random.nextInt(1, 255), 9};
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(octets), 10053);
    DnsblServerSettings settings = DnsblServerSettings.of(address).withThreads(3);
    try (DnsblServer server = DnsblServer.start(zone.zone(), settings, () -> 0)) {
      for (int i = 0; i < 100; i++) {
        assertThat(Reply.read(udp(server, LISTED.octets())).answers()).hasSize(1);
      }
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(server.health().decisions()).containsEntry("listed", 100L));
      assertThatThrownBy(() -> DnsblServer.start(zone.zone(), settings, () -> 0))
          .isInstanceOf(ListenerStartException.class);
    }
  }

  @Test
  void aTakenPortIsToldAtStart() {
    try (DnsblServer server = start(s -> s)) {
      assertThatThrownBy(
              () ->
                  DnsblServer.start(zone.zone(), DnsblServerSettings.of(server.address()), () -> 0))
          .isInstanceOf(ListenerStartException.class)
          .hasMessageContaining(Integer.toString(server.address().getPort()));
      assertThat(server.health().listening()).isTrue();
    }
  }

  @Test
  void queriesInOneStreamAreAnsweredInTheirOrder() throws IOException {
    try (DnsblServer server = start(s -> s);
        Socket socket = connect(server)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 0; i < 2000; i++) {
        all.writeBytes(framed(Ask.address("192.0.2.1", SampleZone.NAME).id(i).octets()));
      }
      Thread writer = new Thread(() -> writeSlowly(socket, all.toByteArray()));
      writer.start();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < 2000; i++) {
        Reply reply = Reply.read(in.readNBytes(in.readUnsignedShort()));
        assertThat(reply.id()).isEqualTo(i);
        assertThat(reply.answers()).hasSize(1);
      }
    }
  }

  /** In pieces that never end where a message does. */
  private static void writeSlowly(Socket socket, byte[] octets) {
    try {
      for (int at = 0; at < octets.length; at += 997) {
        socket.getOutputStream().write(octets, at, Math.min(997, octets.length - at));
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hostileStreamsEndAndGoodOnesAreServedMeanwhile() throws IOException {
    try (DnsblServer server = start(s -> s.withConnections(100, Duration.ofMillis(300)))) {
      List<Socket> hostile = new ArrayList<>();
      // Silent; half a length; a length and nothing; a message of which one octet is missing.
      byte[] almost = framed(LISTED.octets());
      hostile.add(send(server));
      hostile.add(send(server, (byte) 0));
      hostile.add(send(server, (byte) 0, (byte) 40));
      hostile.add(send(server, Arrays.copyOf(almost, almost.length - 1)));
      // Too short, too long, and noise.
      hostile.add(send(server, (byte) 0, (byte) 3, (byte) 1, (byte) 2, (byte) 3));
      hostile.add(send(server, (byte) 0xff, (byte) 0xff));
      byte[] noise = new byte[20_000];
      new Random(3).nextBytes(noise);
      noise[0] = (byte) 0x80;
      hostile.add(send(server, noise));
      Socket drip = connect(server);
      Thread dripping = new Thread(() -> drip(drip, almost));
      dripping.start();
      hostile.add(drip);
      for (int i = 0; i < 200; i++) {
        assertThat(Reply.read(udp(server, LISTED.octets())).answers()).hasSize(1);
        assertThat(Reply.read(tcp(server, LISTED.octets()).get(0)).answers()).hasSize(1);
      }
      for (Socket socket : hostile) {
        assertThat(endsWithoutAnswer(socket)).isTrue();
      }
      Awaitility.await().until(() -> server.health().connections().open() == 0);
      ListenerHealth health = server.health();
      assertThat(health.malformed()).isEqualTo(3);
      assertThat(health.connections().timedOut()).isEqualTo(5);
      assertThat(health.failed()).isZero();
    }
  }

  /** One octet after the other, each well within the time for silence. */
  private static void drip(Socket socket, byte[] octets) {
    try {
      for (byte octet : octets) {
        socket.getOutputStream().write(octet);
        socket.getOutputStream().flush();
        java.util.concurrent.locks.LockSupport.parkNanos(60_000_000);
      }
    } catch (IOException e) {
      // The server has had enough.
    }
  }

  private static boolean endsWithoutAnswer(Socket socket) {
    try (socket) {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void moreConnectionsThanThereMayBeAreTurnedAway() throws IOException {
    try (DnsblServer server = start(s -> s.withConnections(2, Duration.ofSeconds(30)));
        Socket first = connect(server);
        Socket second = connect(server)) {
      Awaitility.await().until(() -> server.health().connections().open() == 2);
      try (Socket third = connect(server)) {
        assertThat(endsWithoutAnswer(third)).isTrue();
      }
      assertThat(server.health().connections().turnedAway()).isEqualTo(1);
      assertThat(exchange(first, LISTED.octets())).hasSize(1);
      assertThat(exchange(second, LISTED.octets())).hasSize(1);
    }
  }

  @Test
  void whoDoesNotTakeItsAnswersDoesNotFillTheMemory() throws IOException {
    try (DnsblServer server = start(s -> s.withConnections(10, Duration.ofSeconds(2)));
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(server.address());
      byte[] query = framed(Ask.address("192.0.2.1", SampleZone.NAME).type(Wire.TYPE_TXT).octets());
      byte[] many = new byte[query.length * 100];
      for (int i = 0; i < 100; i++) {
        System.arraycopy(query, 0, many, i * query.length, query.length);
      }
      long[] written = {0};
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 20_000; i++) {
                    socket.getOutputStream().write(many);
                    written[0] += 100;
                  }
                } catch (IOException e) {
                  // Closed by the server.
                }
              });
      writer.start();
      Awaitility.await().until(() -> server.health().connections().open() == 0);
      // Two million queries were meant; the answers to all would be half a gigabyte.
      assertThat(server.health().latency().count()).isLessThan(200_000);
      assertThat(Reply.read(udp(server, LISTED.octets())).answers()).hasSize(1);
    }
  }

  @Test
  void noiseOverUdpIsCountedAndHarmsNobody() throws IOException {
    Random random = new Random(11);
    try (DnsblServer server = start(s -> s);
        DatagramSocket noisy = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 300; i++) {
        byte[] noise = new byte[random.nextInt(3000)];
        random.nextBytes(noise);
        if (noise.length > 2) {
          noise[2] |= (byte) 0x80;
        }
        noisy.send(new DatagramPacket(noise, noise.length, server.address()));
        assertThat(Reply.read(udp(server, LISTED.octets())).answers()).hasSize(1);
      }
      assertThat(server.health().failed()).isZero();
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(server.health().decisions()).containsEntry("listed", 300L));
    }
  }

  @Test
  void aStopAnswersWhatHasArrivedAndThenCloses() throws IOException {
    DnsblServer server = start(s -> s);
    try (Socket idle = connect(server);
        DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      assertThat(exchange(idle, LISTED.octets())).hasSize(1);
      byte[] query = LISTED.octets();
      for (int i = 0; i < 100; i++) {
        client.send(new DatagramPacket(query, query.length, server.address()));
      }
      server.close();
      client.setSoTimeout(5000);
      for (int i = 0; i < 100; i++) {
        assertThat(Reply.read(receive(client)).answers()).hasSize(1);
      }
      assertThat(endsWithoutAnswer(idle)).isTrue();
      assertThat(server.health().listening()).isFalse();
      server.close();
    }
    try (DatagramSocket port = new DatagramSocket(server.address())) {
      assertThat(port.isBound()).isTrue();
    }
  }

  private static Socket connect(DnsblServer server) throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static Socket send(DnsblServer server, byte... octets) throws IOException {
    Socket socket = connect(server);
    socket.getOutputStream().write(octets);
    return socket;
  }

  private static byte[] udp(DnsblServer server, byte[] query) throws IOException {
    try (DatagramSocket client = new DatagramSocket(0, server.address().getAddress())) {
      client.setSoTimeout(20_000);
      client.send(new DatagramPacket(query, query.length, server.address()));
      return receive(client);
    }
  }

  private static byte[] receive(DatagramSocket client) throws IOException {
    DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
    client.receive(answer);
    return Arrays.copyOf(answer.getData(), answer.getLength());
  }

  private static List<byte[]> tcp(DnsblServer server, byte[] query) throws IOException {
    try (Socket socket = connect(server)) {
      return exchange(socket, query);
    }
  }

  private static List<byte[]> exchange(Socket socket, byte[] query) throws IOException {
    socket.getOutputStream().write(framed(query));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    return List.of(in.readNBytes(in.readUnsignedShort()));
  }

  private static byte[] framed(byte[] message) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.write(message.length >>> 8);
    framed.write(message.length);
    framed.writeBytes(message);
    return framed.toByteArray();
  }
}
