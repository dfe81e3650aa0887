package io.delist.smtp.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;

/** Nothing leaves, as on a connection whose other side does not read. */
public final class StuckTransport extends ChannelOutboundHandlerAdapter {

  @Override
  public void flush(ChannelHandlerContext context) {
    // What was written waits in the channel's own buffer, which counts it.
  }
}
