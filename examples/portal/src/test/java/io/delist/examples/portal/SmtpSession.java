package io.delist.examples.portal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client of SMTP that takes nothing for granted: a socket, and replies as the bytes that came.
 * What was said stands in {@link #dialogue}.
 */
final class SmtpSession implements Closeable {

  private static final int LONGEST_WAIT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final StringBuilder dialogue = new StringBuilder();

  private SmtpSession(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    in = socket.getInputStream();
  }

  /** A session with the server that meets the Internet, greeting read. */
  static SmtpSession direct(int port) throws IOException {
    SmtpSession session = new SmtpSession(port);
    session.reply();
    return session;
  }

  /** A session that a PROXY header of version 1 begins, greeting read. */
  static SmtpSession proxied(int port, String client) throws IOException {
    SmtpSession session = new SmtpSession(port);
    boolean v6 = client.indexOf(':') >= 0;
    session.say(
        (v6 ? "PROXY TCP6 " + client + " ::1" : "PROXY TCP4 " + client + " 127.0.0.1")
            + " 40000 "
            + port);
    return session;
  }

  /** A session that a PROXY header of version 2 begins, greeting read. */
  static SmtpSession proxiedV2(int port, InetAddress client) throws IOException {
    SmtpSession session = new SmtpSession(port);
    byte[] address = client.getAddress();
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(new byte[] {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10});
    header.write(0x21);
    header.write(address.length == 4 ? 0x11 : 0x21);
    int length = 2 * address.length + 4;
    header.writeBytes(new byte[] {(byte) (length >> 8), (byte) length});
    header.writeBytes(address);
    header.writeBytes(new byte[address.length]);
    header.writeBytes(new byte[] {(byte) (40_000 >> 8), (byte) 40_000, 9, (byte) 0xde});
    session.socket.getOutputStream().write(header.toByteArray());
    session.reply();
    return session;
  }

  /** Sends a line and returns the whole reply, its CR and LF included. */
  String say(String line) throws IOException {
    dialogue.append("C: ").append(line.replace("\r\n", "\nC: ")).append('\n');
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return reply();
  }

  /** EHLO, MAIL, and RCPT; the reply to the last. */
  String rcpt(String from, String to) throws IOException {
    say("EHLO sender.example.net");
    say("MAIL FROM:<" + from + ">");
    return say("RCPT TO:<" + to + ">");
  }

  /** DATA and a short message; the reply to its end. */
  String message(String subject) throws IOException {
    say("DATA");
    return say("Subject: " + subject + "\r\n\r\nHello.\r\n.");
  }

  private String reply() throws IOException {
    StringBuilder reply = new StringBuilder();
    String line;
    do {
      line = line();
      dialogue.append("S: ").append(line.strip()).append('\n');
      reply.append(line);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return reply.toString();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next;
    do {
      next = in.read();
      if (next < 0) {
        throw new IOException("the server closed the connection after \"" + line + "\"");
      }
      line.append((char) next);
    } while (next != '\n');
    return line.toString();
  }

  String dialogue() {
    return dialogue.toString();
  }

  @Override
  public void close() throws IOException {
    try {
      say("QUIT");
    } finally {
      socket.close();
    }
  }
}
