package io.delist.benchmarks;

import io.delist.blocklist.BlocklistProjection;
import io.delist.blocklist.Change;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.smtp.PortalUrl;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.milter.MilterServer;
import io.delist.token.KeyRing;
import io.delist.token.ReferenceSigner;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How many SMTP sessions a second does the milter answer up to the verdict on the recipient, beside
 * a server that sends back what it gets?
 *
 * <p>Both servers have one thread, the clients another, and all are in one process. The two are
 * measured in turn, so that what else the machine does falls on both.
 *
 * <pre>{@code java -cp benchmarks/target/benchmarks.jar io.delist.benchmarks.MilterSessions 5 3 64}
 * </pre>
 *
 * <p>Arguments: seconds a measurement, measurements of each, connections at a time.
 */
public final class MilterSessions {

  private static final String LISTED = "192.0.2.66";
  private static final String UNLISTED = "198.51.100.7";
  private static final int WARM_UP_SECONDS = 3;

  private final int seconds;
  private final int connections;

  private MilterSessions(int seconds, int connections) {
    this.seconds = seconds;
    this.connections = connections;
  }

  public static void main(String[] arguments) throws InterruptedException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    int connections = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 64;
    MilterSessions measurement = new MilterSessions(seconds, connections);
    for (MilterClients.Form form : MilterClients.Form.values()) {
      double[] echo = new double[rounds];
      double[] milter = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        echo[round] = measurement.echo(form);
        milter[round] = measurement.milter(form);
      }
      System.out.printf(
          "%s: milter %,.0f sessions a second, echo %,.0f, %.0f %%%n",
          form, median(milter), median(echo), 100 * median(milter) / median(echo));
    }
  }

  private double milter(MilterClients.Form form) throws InterruptedException {
    try (MilterServer server =
        MilterServer.builder(gate())
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .threads(1)
            .start()) {
      return measure("milter", server.address(), form, false);
    }
  }

  private double echo(MilterClients.Form form) throws InterruptedException {
    EventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      Channel server =
          new ServerBootstrap()
              .group(thread)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, 4096)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                      connection.pipeline().addLast(new Echo());
                    }
                  })
              .bind(InetAddress.getLoopbackAddress(), 0)
              .sync()
              .channel();
      return measure("echo", server.localAddress(), form, true);
    } finally {
      thread.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private double measure(String name, SocketAddress address, MilterClients.Form form, boolean echo)
      throws InterruptedException {
    MilterClients clients = new MilterClients(address, form, echo, UNLISTED, LISTED);
    try {
      clients.start(connections);
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      long sessions = clients.sessions();
      long start = System.nanoTime();
      TimeUnit.SECONDS.sleep(seconds);
      double rate = (clients.sessions() - sessions) * 1e9 / (System.nanoTime() - start);
      clients.stop();
      System.out.printf(
          "  %s %s: %,.0f a second, median %.0f µs, p99 %.0f µs, wrong %d%n",
          form,
          name,
          rate,
          clients.nanos().getValueAtPercentile(50) / 1e3,
          clients.nanos().getValueAtPercentile(99) / 1e3,
          clients.wrong());
      return rate;
    } finally {
      clients.stop();
    }
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var unused = context.write(message, context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      var unused = context.close();
    }
  }

  private static SmtpGate gate() {
    InstantSource clock = InstantSource.system();
    Instant now = clock.instant();
    BlocklistProjection list = new BlocklistProjection(clock);
    ListingTerms terms =
        new ListingTerms(Source.OPERATOR, new ReasonCode(606), "benchmark", now, now, null);
    list.apply(new Change.Listed(new Listing(IpPrefix.parse("192.0.2.0/24"), terms)));
    list.publish(1);
    PortalUrl portal = PortalUrl.parse("https://delist.example/");
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return SmtpGate.builder(list.blocklist(), clock)
        .portal(portal)
        .references(new ReferenceSigner(KeyRing.of("k1", secret), portal.toString()))
        .build();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
