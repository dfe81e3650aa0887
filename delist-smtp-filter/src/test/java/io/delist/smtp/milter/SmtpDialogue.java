package io.delist.smtp.milter;

import com.google.common.net.InetAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An SMTP client that a test steps through, as a client of any address by XCLIENT, or of loopback.
 */
final class SmtpDialogue implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader in;
  private final OutputStream out;

  private SmtpDialogue(Socket socket) throws IOException {
    this.socket = socket;
    this.in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    this.out = socket.getOutputStream();
  }

  /** Has said EHLO as that client. */
  static SmtpDialogue as(String client, int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    SmtpDialogue dialogue = new SmtpDialogue(socket);
    dialogue.reply();
    dialogue.become(client);
    return dialogue;
  }

  /**
   * Has said EHLO from an address of loopback, to a server on 127.0.0.1 or, if that is of IPv6, on
   * ::1.
   */
  static SmtpDialogue from(String client, int port) throws IOException {
    String server = client.contains(":") ? "::1" : "127.0.0.1";
    Socket socket =
        new Socket(InetAddresses.forString(server), port, InetAddresses.forString(client), 0);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    SmtpDialogue dialogue = new SmtpDialogue(socket);
    expect("220 ", dialogue.reply());
    expect("250 ", dialogue.say("EHLO client.test"));
    return dialogue;
  }

  void become(String client) throws IOException {
    expect("250 ", say("EHLO proxy.test"));
    String address = client.contains(":") ? "IPV6:" + client : client;
    expect("220 ", say("XCLIENT NAME=[UNAVAILABLE] ADDR=" + address));
    expect("250 ", say("EHLO client.test"));
  }

  private static void expect(String start, String reply) {
    if (!reply.startsWith(start)) {
      throw new AssertionError("expected " + start + "…, got " + reply);
    }
  }

  /** Says a line, or several, and returns the last line of the reply. */
  String say(String line) throws IOException {
    send(line);
    return reply();
  }

  /** Says it and does not wait for the reply. */
  void send(String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** The last line of the next reply. */
  String reply() throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    if (line == null) {
      throw new IOException("the mail server closed the connection");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
