package io.delist.smtp.dnsbl;

import io.delist.smtp.listener.ListenerStartException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The sockets of one port for datagrams, and their threads: one socket for each thread where the
 * system lets several share a port, so that they do not wait for each other, else one in all.
 */
final class UdpSockets implements AutoCloseable {

  /** What is longer is cut here, and no query then. */
  private static final int LONGEST_DATAGRAM = 2048;

  private static final int AT_ONCE = 64;
  private static final int SOCKET_BUFFER = 1 << 20;

  /** Of a stop: so many looks for what has arrived already. */
  private static final int LAST_LOOKS = 1000;

  private static final SocketOption<Boolean> SHARED = StandardSocketOptions.SO_REUSEPORT;

  private final EventLoopGroup threads;
  private final List<Channel> sockets = new ArrayList<>();

  private UdpSockets(EventLoopGroup threads) {
    this.threads = threads;
  }

  /**
   * Opens the sockets.
   *
   * @throws ListenerStartException if the address is taken
   */
  static UdpSockets bind(InetSocketAddress address, int threads, Supplier<UdpHandler> handlers) {
    int count = canShare() ? threads : 1;
    UdpSockets all =
        new UdpSockets(
            new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory("delist-dnsbl-udp"), NioIoHandler.newFactory()));
    try {
      for (int i = 0; i < count; i++) {
        all.sockets.add(
            all.prepared(count > 1).handler(handlers.get()).bind(address).sync().channel());
      }
      return all;
    } catch (Exception e) {
      all.close();
      throw new ListenerStartException("dnsbl", address + " (UDP)", e);
    }
  }

  private static boolean canShare() {
    try (DatagramChannel any = SelectorProvider.provider().openDatagramChannel()) {
      return any.supportedOptions().contains(SHARED);
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private Bootstrap prepared(boolean shared) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(threads)
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(LONGEST_DATAGRAM).maxMessagesPerRead(AT_ONCE));
    return shared ? bootstrap.option(NioChannelOption.of(SHARED), true) : bootstrap;
  }

  boolean isListening() {
    return sockets.stream().allMatch(Channel::isActive);
  }

  /** Answers what has arrived, then closes. */
  @Override
  public void close() {
    for (Channel socket : sockets) {
      UdpHandler handler = socket.pipeline().get(UdpHandler.class);
      if (handler != null) {
        drain(socket, handler);
      }
      socket.close().awaitUninterruptibly();
    }
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /**
   * The thread reads the socket between two of its tasks, so a quiet turn means that it is empty.
   */
  private static void drain(Channel socket, UdpHandler handler) {
    long before = -1;
    for (int i = 0; i < LAST_LOOKS; i++) {
      Long now = socket.eventLoop().submit(handler::received).awaitUninterruptibly().getNow();
      if (now == null || now == before) {
        return;
      }
      before = now;
    }
  }
}
