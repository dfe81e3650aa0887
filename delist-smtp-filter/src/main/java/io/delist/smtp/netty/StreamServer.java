package io.delist.smtp.netty;

import io.delist.smtp.listener.ListenerMeter;
import io.delist.smtp.listener.ListenerStartException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Listens on TCP or a Unix socket and gives each connection a handler. It counts connections,
 * closes those above the limit at once, and stops in three steps: the socket closes, the handlers
 * hear {@link ListenerEvent#STOPPING}, and what is open when the grace is over is closed.
 *
 * <p><b>Threads:</b> safe.
 */
public final class StreamServer implements AutoCloseable {

  /** A whole mail system's processes may come back in one second after a restart. */
  private static final int BACKLOG = 4096;

  private final StreamSettings settings;
  private final EventLoopGroup threads;
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Channel socket;

  private StreamServer(
      StreamSettings settings, ListenerMeter meter, Supplier<? extends ChannelHandler> handlers) {
    this.settings = settings;
    this.threads =
        new MultiThreadIoEventLoopGroup(
            settings.threads(),
            new DefaultThreadFactory("delist-" + settings.name()),
            NioIoHandler.newFactory());
    try {
      SocketFile.makeRoom(settings.address());
      this.socket = bind(meter, handlers);
      SocketFile.letOthersIn(settings.address());
    } catch (Exception e) {
      threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
      throw new ListenerStartException(settings.name(), text(settings.address()), e);
    }
  }

  /**
   * Listens from now on.
   *
   * @param handlers makes the handler of each connection
   * @throws ListenerStartException if the address cannot be bound
   */
  public static StreamServer start(
      StreamSettings settings, ListenerMeter meter, Supplier<? extends ChannelHandler> handlers) {
    return new StreamServer(settings, meter, handlers);
  }

  private Channel bind(ListenerMeter meter, Supplier<? extends ChannelHandler> handlers)
      throws IOException, InterruptedException {
    boolean tcp = settings.address() instanceof InetSocketAddress;
    Class<? extends ServerChannel> kind =
        tcp ? NioServerSocketChannel.class : NioServerDomainSocketChannel.class;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(threads)
            .channel(kind)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(new Newcomers(meter, handlers));
    if (tcp) {
      bootstrap
          .option(ChannelOption.SO_REUSEADDR, true)
          .childOption(ChannelOption.TCP_NODELAY, true)
          .childOption(ChannelOption.SO_KEEPALIVE, true);
    }
    return bootstrap.bind(settings.address()).sync().channel();
  }

  private final class Newcomers extends ChannelInitializer<Channel> {

    private final ListenerMeter meter;
    private final Supplier<? extends ChannelHandler> handlers;

    Newcomers(ListenerMeter meter, Supplier<? extends ChannelHandler> handlers) {
      this.meter = meter;
      this.handlers = handlers;
    }

    @Override
    protected void initChannel(Channel connection) {
      if (closed.get() || !meter.open(settings.mostConnections())) {
        ChannelFuture unused = connection.close();
        return;
      }
      Future<?> unused = connection.closeFuture().addListener(over -> meter.closed());
      connection.pipeline().addLast(handlers.get());
      // From here on a stop reaches it; one that began since is told at once.
      connections.add(connection);
      if (closed.get()) {
        connection.pipeline().fireUserEventTriggered(ListenerEvent.STOPPING);
      }
    }
  }

  /** Where it listens. */
  public SocketAddress address() {
    SocketAddress bound = socket.localAddress();
    return bound == null ? settings.address() : bound;
  }

  /** {@link #address()} as people write it. */
  public String addressText() {
    return text(address());
  }

  private static String text(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      String host = inet.getAddress().getHostAddress();
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
    return address.toString();
  }

  public boolean isListening() {
    return socket.isActive();
  }

  /** Stops as the class says; returns when nothing of it is left. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    SocketAddress address = settings.address();
    socket.close().awaitUninterruptibly();
    SocketFile.remove(address);
    for (Channel connection : connections) {
      connection
          .eventLoop()
          .execute(() -> connection.pipeline().fireUserEventTriggered(ListenerEvent.STOPPING));
    }
    Duration grace = settings.grace();
    ChannelGroupFuture gone = connections.newCloseFuture();
    gone.awaitUninterruptibly(grace.toMillis());
    connections.close().awaitUninterruptibly();
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
