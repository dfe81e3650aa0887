package io.delist.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that keeps every octet it is sent. A command ends at a CR, an LF or both, so that
 * whatever could pass for a line break to anybody does.
 */
final class RawSmtpServer implements AutoCloseable {

  /** What one session sent: its commands, and the message as it came, dots included. */
  record Session(List<String> commands, List<String> messages) {}

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private volatile String extensions = "";

  RawSmtpServer() throws IOException {
    Thread thread = new Thread(this::serve, "raw-smtp-server");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * @param what a command's verb in upper case, or {@code .} for the end of the message
   */
  RawSmtpServer replying(String what, String reply) {
    replies.put(what, reply);
    return this;
  }

  RawSmtpServer offering(String extension) {
    extensions = "250-" + extension + "\r\n";
    return this;
  }

  int port() {
    return socket.getLocalPort();
  }

  List<Session> sessions() {
    return sessions;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (IOException e) {
        // The client went away, or the test is over; the loop's condition tells which.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    Session session = new Session(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    sessions.add(session);
    InputStream in = new BufferedInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    say(out, "220 raw.example ESMTP");
    for (String line = line(in); line != null; line = line(in)) {
      session.commands().add(line);
      String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      String reply = replies.get(verb);
      if (verb.equals("EHLO")) {
        say(out, "250-raw.example\r\n" + extensions + "250 8BITMIME");
      } else if (verb.equals("DATA") && reply == null) {
        say(out, "354 go on");
        session.messages().add(message(in));
        say(out, replies.getOrDefault(".", "250 2.0.0 taken"));
      } else {
        say(out, reply == null ? "250 2.0.0 ok" : reply);
      }
    }
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(UTF_8));
    out.flush();
  }

  /** Up to a CR, an LF or both; null at the end. */
  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '\r') {
        in.mark(1);
        if (in.read() != '\n') {
          in.reset();
        }
        return line.toString(UTF_8);
      }
      if (octet == '\n') {
        return line.toString(UTF_8);
      }
      line.write(octet);
    }
    return null;
  }

  private static String message(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(in); line != null && !line.equals("."); line = line(in)) {
      lines.add(line);
    }
    return String.join("\n", lines);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
