package io.delist.smtp.dnsbl;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One socket for datagrams on a thread of Netty's. The thread hands it over whenever something has
 * arrived, and it is read and answered right there: no channel of Netty's, whose buffers, packets
 * and queue cost more than the answer.
 */
final class UdpSocket implements NioIoHandle, Datagrams {

  static final SocketOption<Boolean> SHARED = StandardSocketOptions.SO_REUSEPORT;

  /** After so many datagrams other work of the thread gets its turn. */
  private static final int AT_ONCE = 64;

  /** Of a stop: so many times as many are answered at most, however many go on coming. */
  private static final int LAST_TURNS = 64;

  private static final int SOCKET_BUFFER = 1 << 20;

  private final DatagramChannel channel;
  private final UdpAnswers answers;

  private UdpSocket(DatagramChannel channel, UdpAnswers answers) {
    this.channel = channel;
    this.answers = answers;
  }

  /**
   * Opens the socket; nothing is read before {@link #serve}.
   *
   * @param shared whether others of the same user may have the port too
   */
  static UdpSocket bind(InetSocketAddress address, boolean shared, UdpAnswers answers)
      throws IOException {
    DatagramChannel channel = open(address.getAddress());
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
      if (shared) {
        channel.setOption(SHARED, true);
      }
      channel.bind(address);
      return new UdpSocket(channel, answers);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * A socket of IPv4's own for an address of IPv4: one for both families maps addresses back and
   * forth for every datagram. The wildcard means both.
   */
  private static DatagramChannel open(InetAddress address) throws IOException {
    return address instanceof Inet4Address && !address.isAnyLocalAddress()
        ? DatagramChannel.open(StandardProtocolFamily.INET)
        : DatagramChannel.open();
  }

  /** Answers from now on, on this thread. */
  void serve(IoEventLoop thread) throws ExecutionException, InterruptedException {
    IoRegistration registration = thread.register(this).get();
    // On the thread: one that waits for its sockets does not see what another asks for meanwhile.
    thread.submit(() -> registration.submit(NioIoOps.READ)).get();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Answers what has arrived, then closes. On the thread that serves it. */
  void finish() throws IOException {
    try {
      int turns = 1;
      while (answers.answer(this, AT_ONCE) == AT_ONCE && turns < LAST_TURNS) {
        turns++;
      }
    } finally {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public SelectableChannel selectableChannel() {
    return channel;
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    try {
      answers.answer(this, AT_ONCE);
    } catch (RuntimeException | Error failure) {
      // Whatever it is, it must not end the thread: nobody else reads this socket.
      answers.failed(failure);
    }
  }

  @Override
  public @Nullable InetSocketAddress receive(ByteBuffer into) throws IOException {
    SocketAddress from = channel.receive(into);
    return (InetSocketAddress) from;
  }

  @Override
  public boolean send(ByteBuffer datagram, InetSocketAddress to) throws IOException {
    return channel.send(datagram, to) > 0;
  }
}
