package io.delist.smtp.dnsbl;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is needed of a socket for datagrams. Neither call waits. */
interface Datagrams {

  /**
   * Takes one datagram; what does not fit into the buffer is lost.
   *
   * @return from whom it came, or null if there is none
   * @throws java.nio.channels.ClosedChannelException if the socket is closed
   */
  @Nullable InetSocketAddress receive(ByteBuffer into) throws IOException;

  /**
   * Sends one datagram.
   *
   * @return whether the system took it; false while it has no room
   */
  boolean send(ByteBuffer datagram, InetSocketAddress to) throws IOException;
}
