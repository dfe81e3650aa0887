package io.delist.smtp.dnsbl;

import io.delist.smtp.listener.ListenerStartException;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The sockets of one port for datagrams, and their threads: one socket for each thread where the
 * system lets several share a port, so that they do not wait for each other, else one in all.
 */
final class UdpSockets implements AutoCloseable {

  private record Served(UdpSocket socket, IoEventLoop thread) {}

  private final IoEventLoopGroup threads;
  private final List<Served> sockets = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private UdpSockets(IoEventLoopGroup threads) {
    this.threads = threads;
  }

  /**
   * Opens the sockets.
   *
   * @throws ListenerStartException if the address is taken
   */
  static UdpSockets bind(InetSocketAddress address, int threads, Supplier<UdpAnswers> answers) {
    int count = canShare() ? threads : 1;
    UdpSockets all =
        new UdpSockets(
            new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory("delist-dnsbl-udp"), NioIoHandler.newFactory()));
    boolean bound = false;
    try {
      for (int i = 0; i < count; i++) {
        UdpSocket socket = UdpSocket.bind(address, count > 1, answers.get());
        Served served = new Served(socket, all.threads.next());
        all.sockets.add(served);
        served.socket.serve(served.thread);
      }
      bound = true;
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ListenerStartException("dnsbl", address + " (UDP)", e);
    } catch (IOException | ExecutionException e) {
      throw new ListenerStartException("dnsbl", address + " (UDP)", e);
    } finally {
      if (!bound) {
        all.close();
      }
    }
  }

  private static boolean canShare() {
    try (DatagramChannel any = DatagramChannel.open()) {
      return any.supportedOptions().contains(UdpSocket.SHARED);
    } catch (IOException e) {
      return false;
    }
  }

  boolean isListening() {
    return sockets.stream()
        .allMatch(served -> served.socket.isOpen() && !served.thread.isShuttingDown());
  }

  /** Answers what has arrived, then closes. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    sockets.forEach(UdpSockets::finish);
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static void finish(Served served) {
    try {
      Future<?> over =
          served.thread.submit(
              () -> {
                served.socket.finish();
                return null;
              });
      over.awaitUninterruptibly();
    } catch (RejectedExecutionException e) {
      // The thread is gone, and what has arrived is nobody's; the socket is closed all the same.
      closed(served.socket);
    }
  }

  private static void closed(UdpSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing else to do with it.
    }
  }
}
