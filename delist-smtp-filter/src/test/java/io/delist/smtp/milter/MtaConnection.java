package io.delist.smtp.milter;

import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A mail server's end of a real connection. */
final class MtaConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final SocketChannel channel;
  private final DataInputStream in;

  private MtaConnection(SocketChannel channel, DataInputStream in) {
    this.channel = channel;
    this.in = in;
  }

  static MtaConnection to(SocketAddress address) throws IOException {
    if (address instanceof UnixDomainSocketAddress) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(address);
      return new MtaConnection(channel, new DataInputStream(Channels.newInputStream(channel)));
    }
    SocketChannel channel = SocketChannel.open((InetSocketAddress) address);
    Socket socket = channel.socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new MtaConnection(channel, new DataInputStream(socket.getInputStream()));
  }

  MtaConnection send(MtaFrames frames) throws IOException {
    return send(frames.octets());
  }

  MtaConnection send(byte[] octets) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(octets);
    while (left.hasRemaining()) {
      channel.write(left);
    }
    return this;
  }

  /** The next replies, as {@link MilterReplies} shows them. */
  List<String> replies(int number) throws IOException {
    List<String> replies = new ArrayList<>();
    while (replies.size() < number) {
      byte[] frame = new byte[in.readInt()];
      in.readFully(frame);
      replies.addAll(
          MilterReplies.readAll(Unpooled.buffer().writeInt(frame.length).writeBytes(frame)));
    }
    return replies;
  }

  /** Whether the other side closes the connection; what it still sends is dropped. */
  boolean isClosed() throws IOException {
    try {
      while (true) {
        in.readByte();
      }
    } catch (EOFException e) {
      return true;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
