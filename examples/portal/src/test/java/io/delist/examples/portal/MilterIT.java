package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.smtp.SmtpListeners;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's milter refuses whom its mail server refuses, in the same words. */
class MilterIT {

  @TempDir private Path directory;

  @Test
  void theMilterSaysWhatTheMailServerSays() throws IOException {
    try (RunningExample example = new RunningExample(directory)) {
      SmtpListener milter =
          example.bean(SmtpListeners.class).all().stream()
              .filter(each -> each.name().equals("milter"))
              .findFirst()
              .orElseThrow();
      InetSocketAddress address = (InetSocketAddress) milter.address();
      assertThat(verdict(address, "203.0.113.9"))
          .startsWith("y550 5.7.606 Access denied, banned sending IP [203.0.113.9]; ")
          .contains(example.home() + "r/");
      assertThat(verdict(address, "203.0.113.10")).isEqualTo("c");
    }
  }

  /** Plays a mail server up to the reply to one recipient. */
  private static String verdict(InetSocketAddress milter, String client) throws IOException {
    try (Socket socket = new Socket(milter.getAddress(), milter.getPort())) {
      socket.setSoTimeout(20_000);
      ByteBuffer out = ByteBuffer.allocate(256);
      out.putInt(13).put((byte) 'O').putInt(6).putInt(0x1ff).putInt(0x1fffff);
      byte[] connect =
          ("Cclient\0" + "4\0\031" + client + "\0").getBytes(StandardCharsets.US_ASCII);
      byte[] recipient = "R<jane@example.org>\0".getBytes(StandardCharsets.US_ASCII);
      out.putInt(connect.length).put(connect).putInt(recipient.length).put(recipient);
      socket.getOutputStream().write(out.array(), 0, out.position());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.skipNBytes(in.readInt());
      return new String(in.readNBytes(in.readInt()), StandardCharsets.US_ASCII);
    }
  }
}
