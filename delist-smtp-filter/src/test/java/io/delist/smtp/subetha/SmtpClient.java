package io.delist.smtp.subetha;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks SMTP line by line over a socket and shows replies as they came. */
public final class SmtpClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final BufferedReader in;
  private final OutputStream out;

  private SmtpClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    out = socket.getOutputStream();
  }

  /** Connects, says EHLO and leaves the session ready for MAIL. */
  public static SmtpClient connect(int port) {
    return greeted(port, "");
  }

  /** The same, behind a PROXY protocol v1 header (section 2.1 of the specification). */
  public static SmtpClient connectAs(String client, int port) {
    String header =
        client.contains(":")
            ? "PROXY TCP6 " + client + " ::1 40000 2526\r\n"
            : "PROXY TCP4 " + client + " 127.0.0.1 40000 2526\r\n";
    return greeted(port, header);
  }

  private static SmtpClient greeted(int port, String header) {
    try {
      SmtpClient client = new SmtpClient(port);
      client.send(header);
      client.expect("220", client.reply());
      client.expect("250", client.say("EHLO sender.example"));
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command; gives the whole reply, lines joined with a line feed, without CR and LF. */
  public String say(String command) {
    send(command + "\r\n");
    return reply();
  }

  /** Starts a mail transaction. */
  public SmtpClient mail() {
    expect("250", say("MAIL FROM:<sender@sender.example>"));
    return this;
  }

  public String rcpt(String recipient) {
    return say("RCPT TO:<" + recipient + ">");
  }

  /** Sends a message of one line. */
  public String data(String line) {
    expect("354", say("DATA"));
    send("Subject: test\r\n\r\n" + line + "\r\n.\r\n");
    return reply();
  }

  private void expect(String code, String reply) {
    if (!reply.startsWith(code)) {
      throw new AssertionError("expected " + code + ", got " + reply);
    }
  }

  /** Sends this as it is. */
  public void send(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next reply. */
  public String reply() {
    StringBuilder reply = new StringBuilder();
    try {
      String line;
      do {
        line = in.readLine();
        if (line == null) {
          throw new AssertionError("the server hung up after: " + reply);
        }
        reply.append(reply.isEmpty() ? "" : "\n").append(line);
      } while (line.length() > 3 && line.charAt(3) == '-');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reply.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
