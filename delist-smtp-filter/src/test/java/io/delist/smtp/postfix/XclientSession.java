package io.delist.smtp.postfix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One SMTP session after the other on one connection, each as another client. */
final class XclientSession implements AutoCloseable {

  private final Socket socket;
  private final BufferedReader in;

  XclientSession(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    reply();
    say("EHLO client.test");
  }

  /** Becomes this client; Postfix begins a new session for it. */
  void become(String client) throws IOException {
    expect("250", say("RSET"));
    String address = client.contains(":") ? "IPV6:" + client : client;
    expect("220", say("XCLIENT ADDR=" + address + " NAME=[UNAVAILABLE]"));
    expect("250", say("EHLO client.test"));
  }

  /** Sends a message; gives the reply to RCPT, or to the message if RCPT went well. */
  String send(String recipient) throws IOException {
    expect("250", say("MAIL FROM:<sender@client.test>"));
    String reply = say("RCPT TO:<" + recipient + ">");
    if (!reply.startsWith("250")) {
      return reply;
    }
    expect("354", say("DATA"));
    return say("Subject: one of many\r\n\r\ntext\r\n.");
  }

  /** Sends a line, or several, and gives the last line of the reply. */
  String say(String line) throws IOException {
    write(line);
    return reply();
  }

  /** Sends a line and does not wait for the reply. */
  void write(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  String reply() throws IOException {
    while (true) {
      String line = in.readLine();
      if (line == null) {
        throw new IOException("Postfix hung up");
      }
      if (line.length() < 4 || line.charAt(3) != '-') {
        return line;
      }
    }
  }

  private static void expect(String code, String reply) {
    if (!reply.startsWith(code)) {
      throw new AssertionError("expected " + code + ", got " + reply);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
