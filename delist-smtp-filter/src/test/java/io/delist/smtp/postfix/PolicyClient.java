package io.delist.smtp.postfix;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Asks as Postfix does, over a socket, and shows answers as they came. */
final class PolicyClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final long STUCK_NANOS = 200_000_000;

  private final AutoCloseable socket;
  private final InputStream in;
  private final OutputStream out;

  private PolicyClient(AutoCloseable socket, InputStream in, OutputStream out) {
    this.socket = socket;
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  static PolicyClient connect(SocketAddress address) {
    try {
      if (address instanceof UnixDomainSocketAddress unix) {
        SocketChannel channel = SocketChannel.open(unix);
        return new PolicyClient(
            channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
      }
      Socket socket = new Socket();
      socket.connect(address, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new PolicyClient(socket, socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The attributes of Postfix 3.7 at RCPT, of an unencrypted client that has not logged in. */
  static String request(String client, String recipient, Map<String, String> others) {
    StringBuilder text =
        new StringBuilder(
            "request=smtpd_access_policy\nprotocol_state="
                + others.getOrDefault("protocol_state", "RCPT")
                + "\nprotocol_name=ESMTP\nclient_address="
                + client
                + "\nclient_name=unknown\nclient_port=4711\nreverse_client_name=unknown\n"
                + "server_address=127.0.0.1\nserver_port=25\nhelo_name=client.test\n"
                + "sender=sender@client.test\nrecipient="
                + recipient
                + "\nrecipient_count=0\nqueue_id=\nsize=0\netrn_domain=\nstress=\nsasl_method=\n"
                + "sasl_sender=\nccert_subject=\nccert_issuer=\nccert_fingerprint=\n"
                + "ccert_pubkey_fingerprint=\nencryption_protocol=\nencryption_cipher=\n"
                + "encryption_keysize=0\npolicy_context=\n");
    text.append("instance=").append(others.getOrDefault("instance", "1.2.3")).append('\n');
    text.append("sasl_username=").append(others.getOrDefault("sasl_username", "")).append('\n');
    return text.append('\n').toString();
  }

  static String request(String client) {
    return request(client, "someone@example.test", Map.of());
  }

  /** Sends a request, gives the action. */
  String ask(String request) {
    send(request);
    return answer();
  }

  void send(String text) {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] octets) {
    try {
      out.write(octets);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer, without the name before it and the line ends after it. */
  String answer() {
    String line = line();
    String empty = line();
    if (!line.startsWith("action=") || !empty.isEmpty()) {
      throw new AssertionError("no answer: " + line + " / " + empty);
    }
    return line.substring("action=".length());
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    try {
      int octet;
      while ((octet = in.read()) != '\n') {
        if (octet < 0) {
          throw new AssertionError("the server hung up after: " + line);
        }
        line.append((char) octet);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  /** Whether the server hangs up, with nothing more said. */
  boolean isHungUp() {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /**
   * Sends without reading until the other side takes no more or hangs up; gives how much it took.
   */
  static long flood(SocketAddress address, byte[] octets, long most) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      channel.configureBlocking(false);
      long sent = 0;
      long progress = System.nanoTime();
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      while (sent < most && System.nanoTime() - progress < STUCK_NANOS) {
        buffer.rewind();
        int written;
        try {
          written = channel.write(buffer);
        } catch (IOException cutOff) {
          return sent;
        }
        if (written > 0) {
          progress = System.nanoTime();
        }
        sent += written;
      }
      return sent;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
