package io.delist.examples.portal;

import io.delist.examples.portal.Transcript.Line;
import io.delist.examples.portal.Transcript.Outcome;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays a sender with any client address: a real SMTP session with the mail server behind the PROXY
 * protocol, whose header (version 1) names the address.
 *
 * <p>What a visitor types gets into the session only as an {@link IpAddress} or {@link
 * EmailAddress}, which cannot hold a line break. <b>Threads:</b> safe.
 */
final class TrialSender {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** Above what the server sends; a session that goes on for ever is not one of ours. */
  private static final int MOST_LINES = 200;

  private static final int SOURCE_PORT = 40_000;

  private final int port;

  /**
   * @param port of the server behind the PROXY protocol
   */
  TrialSender(int port) {
    this.port = port;
  }

  /** Sends one short mail and writes down what was said. */
  Transcript send(IpAddress client, EmailAddress from, EmailAddress to) {
    List<Line> lines = new ArrayList<>();
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) LONGEST_WAIT.toMillis());
      socket.connect(server, (int) LONGEST_WAIT.toMillis());
      Session session = new Session(socket, lines);
      boolean accepted =
          session.ask(proxyHeader(client), 220)
              && session.ask("EHLO sender.example.net", 250)
              && session.ask("MAIL FROM:<" + from + ">", 250)
              && session.ask("RCPT TO:<" + to + ">", 250)
              && session.ask("DATA", 354)
              && session.ask(mail(client, from, to), 250);
      session.ask("QUIT", 221);
      return new Transcript(lines, accepted ? Outcome.ACCEPTED : Outcome.REFUSED);
    } catch (IOException e) {
      lines.add(new Line(false, "(the session broke off: " + e.getMessage() + ")"));
      return new Transcript(lines, Outcome.BROKEN);
    }
  }

  private String proxyHeader(IpAddress client) {
    String family = client.isV4() ? "TCP4" : "TCP6";
    String server = client.isV4() ? "127.0.0.1" : "::1";
    return "PROXY " + family + " " + client + " " + server + " " + SOURCE_PORT + " " + port;
  }

  private static String mail(IpAddress client, EmailAddress from, EmailAddress to) {
    return String.join(
        "\r\n",
        "From: <" + from + ">",
        "To: <" + to + ">",
        "Subject: A trial message from " + client,
        "",
        "If you can read this, the mail server takes mail from " + client + ".",
        ".");
  }

  /** The connection, with all that is said on it written down. */
  private static final class Session {

    private final OutputStream out;
    private final BufferedReader in;
    private final List<Line> lines;

    Session(Socket socket, List<Line> lines) throws IOException {
      this.out = socket.getOutputStream();
      this.in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      this.lines = lines;
    }

    /** Says something and reads the reply; whether the reply is the wanted one. */
    boolean ask(String text, int wanted) throws IOException {
      text.lines().forEach(line -> lines.add(new Line(true, line)));
      out.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String reply = read();
      while (reply.length() > 3 && reply.charAt(3) == '-') {
        reply = read();
      }
      return reply.startsWith(Integer.toString(wanted));
    }

    private String read() throws IOException {
      String line = in.readLine();
      if (line == null) {
        throw new IOException("the server closed the connection");
      }
      if (lines.size() >= MOST_LINES) {
        throw new IOException("the server says too much");
      }
      lines.add(new Line(false, line));
      return line;
    }
  }
}
