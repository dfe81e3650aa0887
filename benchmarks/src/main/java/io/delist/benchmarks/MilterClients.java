package io.delist.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Mail servers that have one SMTP session after the other with a milter, each up to the verdict on
 * its recipient, on one thread. One session in ten is a listed client's.
 */
final class MilterClients {

  /** How sessions and connections go together. */
  enum Form {
    /** A connection for each session, as with Postfix: connect, negotiate, ask, quit. */
    CONNECTION_EACH,
    /** One connection for all, as QUIT_NC lets Sendmail: ask, and begin anew. */
    ONE_CONNECTION
  }

  private static final int EVERY = 10;

  private final SocketAddress milter;
  private final Form form;
  private final boolean echo;
  private final EventLoopGroup thread =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(30), 3);
  private final byte[] offer = MilterFrames.offer();
  private final byte[][] requests = new byte[2][];
  private final byte[] quit = MilterFrames.quit();
  private volatile boolean over;

  /** Of the one thread alone. */
  private long asks;

  /**
   * @param echo whether the other side sends back what it gets, instead of replies
   */
  MilterClients(SocketAddress milter, Form form, boolean echo, String unlisted, String listed) {
    this.milter = milter;
    this.form = form;
    this.echo = echo;
    boolean anew = form == Form.ONE_CONNECTION;
    requests[0] = MilterFrames.session(unlisted, anew);
    requests[1] = MilterFrames.session(listed, anew);
  }

  void start(int connections) {
    for (int i = 0; i < connections; i++) {
      connect();
    }
  }

  private void connect() {
    var unused =
        new Bootstrap()
            .group(thread)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Mta());
                  }
                })
            .connect(milter)
            .addListener(
                done -> {
                  if (!done.isSuccess() && !over) {
                    wrong.incrementAndGet();
                    connect();
                  }
                });
  }

  long sessions() {
    return sessions.get();
  }

  /** Verdicts that were not those of the client, and connections that failed. */
  long wrong() {
    return wrong.get();
  }

  /** From the request to the verdict; to be read when the clients have stopped. */
  Histogram nanos() {
    return nanos;
  }

  /** Ends; doing it again does nothing. */
  void stop() {
    over = true;
    thread.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Mta extends ByteToMessageDecoder {

    private boolean negotiated;
    private long asked;
    private boolean listed;
    private boolean done;
    private int sent;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      send(context, offer);
    }

    private void send(ChannelHandlerContext context, byte[] octets) {
      sent = octets.length;
      var unused = context.writeAndFlush(Unpooled.wrappedBuffer(octets), context.voidPromise());
    }

    private void ask(ChannelHandlerContext context) {
      asked = System.nanoTime();
      listed = asks++ % EVERY == 0;
      send(context, requests[listed ? 1 : 0]);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      if (in.readableBytes() < Integer.BYTES) {
        return;
      }
      int whole = echo ? sent : Integer.BYTES + in.getInt(in.readerIndex());
      if (in.readableBytes() < whole) {
        return;
      }
      byte letter = in.getByte(in.readerIndex() + Integer.BYTES);
      in.skipBytes(whole);
      if (!negotiated) {
        negotiated = true;
        expect(letter == 'O');
        ask(context);
        return;
      }
      nanos.recordValue(Math.min(System.nanoTime() - asked, nanos.getHighestTrackableValue()));
      expect(echo || letter == (listed ? 'y' : 'c'));
      sessions.incrementAndGet();
      if (over) {
        return;
      }
      if (form == Form.ONE_CONNECTION) {
        ask(context);
      } else {
        done = true;
        var unused =
            context
                .writeAndFlush(Unpooled.wrappedBuffer(quit))
                .addListener(ChannelFutureListener.CLOSE);
        connect();
      }
    }

    /** The other side closed it, before the end or without having been asked to. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!done && !over) {
        wrong.incrementAndGet();
      }
    }

    private void expect(boolean right) {
      if (!right) {
        wrong.incrementAndGet();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      if (!over) {
        wrong.incrementAndGet();
      }
      var unused = context.close();
    }
  }
}
