package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example serves its list as the DNS zone bl.delist.example. */
class DnsZoneIT {

  private static final int NOERROR = 0;
  private static final int NXDOMAIN = 3;

  @Test
  void theSampleListIsInTheZone(@TempDir Path dataDir) throws IOException {
    try (RunningExample example = new RunningExample(dataDir)) {
      assertThat(status(example, "2.0.0.127")).isEqualTo(NOERROR);
      assertThat(status(example, "1.0.0.127")).isEqualTo(NXDOMAIN);
      assertThat(status(example, "9.113.0.203")).isEqualTo(NOERROR);
      assertThat(status(example, "1.0.0.10")).isEqualTo(NXDOMAIN);
    }
  }

  private static int status(RunningExample example, String reversed) throws IOException {
    ByteArrayOutputStream query = new ByteArrayOutputStream();
    query.writeBytes(new byte[] {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : (reversed + ".bl.delist.example").split("\\.", -1)) {
      query.write(label.length());
      query.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    query.writeBytes(new byte[] {0, 0, 1, 0, 1});
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      socket.send(new DatagramPacket(query.toByteArray(), query.size(), example.dnsbl()));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      socket.receive(answer);
      return answer.getData()[3] & 0xf;
    }
  }
}
