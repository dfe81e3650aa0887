package io.delist.smtp.james;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import org.apache.james.protocols.netty.CommandInjectionDetectedException;
import org.jspecify.annotations.Nullable;

// README
/** CR LF alone ends a line, and what came in plaintext behind STARTTLS is not read within TLS. */
final class CrLfLines extends DelimiterBasedFrameDecoder {

  private CrLfLines() {
    super(8192, false, Unpooled.wrappedBuffer("\r\n".getBytes(US_ASCII)));
  }

  /** On the connection's thread. James's thread for frames would read on while it begins TLS. */
  static ChannelHandler into(ChannelPipeline pipe) {
    pipe.addLast(new CrLfLines());
    return new ChannelHandlerAdapter() {}; // James puts this on that thread; nothing goes through
  }

  @Override
  protected @Nullable Object decode(ChannelHandlerContext ctx, ByteBuf in) throws Exception {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null && !tls.handshakeFuture().isSuccess()) {
      in.skipBytes(in.readableBytes());
      throw new CommandInjectionDetectedException(); // James hangs up
    }
    return super.decode(ctx, in);
  }
}
// README
