package io.delist.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/** An SMTP server that answers every RCPT with one reply. */
final class OneReplyServer implements AutoCloseable {

  private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final String reply;

  OneReplyServer(String reply) throws IOException {
    this.reply = reply;
    Thread thread = new Thread(this::serve, "one-reply-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept();
          BufferedReader in =
              new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
        OutputStream out = client.getOutputStream();
        say(out, "220 one.example ESMTP");
        String line;
        while ((line = in.readLine()) != null) {
          say(out, line.toUpperCase(Locale.ROOT).startsWith("RCPT") ? reply : "250 2.0.0 ok");
        }
      } catch (IOException e) {
        // The client went away, or the test is over; the loop's condition tells which.
      }
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
