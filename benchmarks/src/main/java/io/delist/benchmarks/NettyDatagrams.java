package io.delist.benchmarks;

import io.delist.blocklist.Blocklist;
import io.delist.blocklist.Verdict;
import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Servers on a bare Netty datagram channel with one thread, to compare with. */
final class NettyDatagrams implements AutoCloseable {

  private final EventLoopGroup thread;
  private final Channel socket;

  private NettyDatagrams(ChannelInitializer<Channel> handlers) {
    thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    socket =
        new Bootstrap()
            .group(thread)
            .channel(NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, 1 << 20)
            .option(ChannelOption.SO_SNDBUF, 1 << 20)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(2048).maxMessagesPerRead(64))
            .handler(handlers)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  /** Sends back what comes: the floor. */
  static NettyDatagrams echo() {
    return new NettyDatagrams(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new Echo());
          }
        });
  }

  /** A DNSBL for IPv4 on Netty's own DNS codec, with nothing that a zone needs but the lookup. */
  static NettyDatagrams codec(Blocklist blocklist) {
    return new NettyDatagrams(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel
                .pipeline()
                .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder())
                .addLast(new CodecAnswers(blocklist));
          }
        });
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  @Override
  public void close() {
    socket.close().syncUninterruptibly();
    thread.shutdownGracefully().syncUninterruptibly();
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      DatagramPacket packet = (DatagramPacket) message;
      ChannelFuture unused =
          context.write(
              new DatagramPacket(packet.content(), packet.sender()), context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }

  private static final class CodecAnswers extends ChannelInboundHandlerAdapter {

    private final Blocklist blocklist;

    CodecAnswers(Blocklist blocklist) {
      this.blocklist = blocklist;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      DatagramDnsQuery query = (DatagramDnsQuery) message;
      DnsQuestion question = query.recordAt(DnsSection.QUESTION);
      InetSocketAddress sender = query.recipient();
      InetSocketAddress recipient = query.sender();
      DatagramDnsResponse response = new DatagramDnsResponse(sender, recipient, query.id());
      response.setAuthoritativeAnswer(true);
      response.addRecord(
          DnsSection.QUESTION, new DefaultDnsQuestion(question.name(), question.type()));
      if (isListed(question.name())) {
        ByteBuf address = context.alloc().buffer(4).writeInt(0x7f00_0002);
        response.addRecord(
            DnsSection.ANSWER,
            new DefaultDnsRawRecord(question.name(), DnsRecordType.A, 300, address));
      } else {
        response.setCode(DnsResponseCode.NXDOMAIN);
      }
      query.release();
      ChannelFuture unused = context.write(response, context.voidPromise());
    }

    private boolean isListed(String name) {
      List<String> labels = Arrays.asList(name.split("\\.", 5)).subList(0, 4);
      Collections.reverse(labels);
      try {
        return blocklist.check(IpAddress.parse(String.join(".", labels))) instanceof Verdict.Listed;
      } catch (AddressSyntaxException e) {
        return false;
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }
}
