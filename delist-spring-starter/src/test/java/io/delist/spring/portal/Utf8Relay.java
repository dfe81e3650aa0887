package io.delist.spring.portal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relay on a port of its own that takes all mail and offers SMTPUTF8 (RFC 6531), or does not. */
final class Utf8Relay implements AutoCloseable {

  /** Every line that came, commands and messages. */
  final List<String> lines = new CopyOnWriteArrayList<>();

  private final boolean offers;
  private final ServerSocket listener;

  Utf8Relay(boolean offers) throws IOException {
    this.offers = offers;
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "utf8-relay");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        converse(client);
      } catch (IOException e) {
        // The client or the test has gone.
        lines.add("gone: " + e.getMessage());
      }
    }
  }

  private void converse(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = client.getOutputStream();
    say(out, "220 relay.example");
    boolean message = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(line);
      String verb = line.toUpperCase(Locale.ROOT);
      if (message) {
        message = !line.equals(".");
        if (!message) {
          say(out, "250 2.0.0 taken");
        }
      } else if (verb.startsWith("EHLO")) {
        say(out, "250-relay.example\r\n250-8BITMIME\r\n250 " + (offers ? "SMTPUTF8" : "HELP"));
      } else if (verb.equals("DATA")) {
        message = true;
        say(out, "354 go on");
      } else if (verb.equals("QUIT")) {
        say(out, "221 2.0.0 bye");
        return;
      } else {
        say(out, "250 2.0.0 ok");
      }
    }
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
