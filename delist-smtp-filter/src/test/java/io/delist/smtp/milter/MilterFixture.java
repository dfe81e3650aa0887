package io.delist.smtp.milter;

import io.delist.smtp.GateMode;
import io.delist.smtp.SampleList;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.SmtpGateBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/**
 * A list with a few listed networks, and milters on free ports of 127.0.0.1 that answer from it.
 */
final class MilterFixture {

  static final String LISTED = "192.0.2.66";
  static final String LISTED6 = "2001:db8:bad::66";
  static final String UNLISTED = "192.0.2.99";

  /** For a mail server that believes no XCLIENT; so is ::1 listed. */
  static final String LISTED_LOOPBACK = "127.0.0.66";

  static final String UNLISTED_LOOPBACK = "127.0.0.99";

  private MilterFixture() {}

  static SmtpGate gate(UnaryOperator<SmtpGateBuilder> settings) {
    SampleList list =
        new SampleList()
            .list("192.0.2.64/28", 606)
            .list("2001:db8:bad::/48", 607)
            .list("127.0.0.64/28", 606)
            .list("::1", 607);
    return settings.apply(list.gate()).build();
  }

  static SmtpGate gate() {
    return gate(same -> same);
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static MilterServer start() {
    return MilterServer.builder(gate()).address(anyPort()).start();
  }

  static MilterServer start(GateMode mode) {
    return MilterServer.builder(gate(gate -> gate.mode(mode))).address(anyPort()).start();
  }

  static int port(MilterServer server) {
    return ((InetSocketAddress) server.address()).getPort();
  }

  /** As Postfix writes it. */
  static String endpoint(MilterServer server) {
    return "inet:127.0.0.1:" + port(server);
  }
}
