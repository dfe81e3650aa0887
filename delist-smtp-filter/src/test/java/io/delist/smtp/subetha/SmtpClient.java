package io.delist.smtp.subetha;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks SMTP line by line over a socket and shows replies as they came. */
public final class SmtpClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private Socket socket;
  private BufferedReader in;
  private OutputStream out;

  private SmtpClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = reader();
    out = socket.getOutputStream();
  }

  private BufferedReader reader() throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
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

  /** Speaks TLS from here on, with whom the context trusts. */
  public SmtpClient secure(SSLContext context) {
    try {
      SSLSocket tls =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(
                      socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
      socket = tls;
      tls.startHandshake();
      in = reader();
      out = tls.getOutputStream();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server still sends before it hangs up; a reset is an end as well. */
  public String rest() {
    StringBuilder rest = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        rest.append((char) next);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server does not hang up; it sent: " + rest, e);
    } catch (IOException e) {
      return rest.toString();
    }
    return rest.toString();
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
