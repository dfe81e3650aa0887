package io.delist.smtp.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Octets of every kind, in pieces of every size: the parser reads what a second, simple one reads
 * from the whole, or refuses where that refuses; it throws nothing else and holds nothing back.
 */
class PolicyParserPropertyTest {

  @Property(tries = 3_000)
  void piecesReadAsTheWhole(@ForAll("octets") byte[] octets, @ForAll("cuts") List<Integer> cuts) {
    assertThat(inPieces(octets, cuts)).isEqualTo(simply(octets));
  }

  /** Clients and recipients of all requests; "malformed" where reading ends. */
  private static List<String> inPieces(byte[] octets, List<Integer> cuts) {
    PolicyRequestReader reader = new PolicyRequestReader();
    List<String> read = new ArrayList<>();
    ByteBuf in = Unpooled.buffer();
    int from = 0;
    int turn = 0;
    try {
      while (from < octets.length) {
        int length = cuts.isEmpty() ? octets.length : cuts.get(turn++ % cuts.size());
        int to = Math.min(octets.length, from + length);
        in.writeBytes(octets, from, to - from);
        from = to;
        PolicyRequest request;
        while ((request = reader.next(in)) != null) {
          read.add(request.get(2) + "|" + request.get(5));
          request.facts();
        }
        in.discardReadBytes();
        assertThat(in.readableBytes()).isLessThanOrEqualTo(PolicyRequestReader.LONGEST_LINE);
      }
    } catch (MalformedRequestException e) {
      assertThat(e.getMessage()).matches("[\\x20-\\x7e]{10,80}");
      read.add("malformed");
    } finally {
      in.release();
    }
    return read;
  }

  private static List<String> simply(byte[] octets) {
    List<String> read = new ArrayList<>();
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    String kind = "";
    String client = "";
    String recipient = "";
    int attributes = 0;
    int size = 0;
    int from = 0;
    while (true) {
      int end = text.indexOf('\n', from);
      if ((end < 0 ? text.length() : end) - from > 2_048) {
        read.add("malformed");
        return read;
      }
      if (end < 0) {
        return read;
      }
      String line = text.substring(from, end);
      from = end + 1;
      size += line.length() + 1;
      boolean whole = line.isEmpty();
      if (size > 65_536
          || (whole && !kind.equals("smtpd_access_policy"))
          || (!whole && (line.indexOf('=') < 1 || ++attributes > 100))) {
        read.add("malformed");
        return read;
      }
      if (whole) {
        read.add(client + "|" + recipient);
        kind = "";
        client = "";
        recipient = "";
        attributes = 0;
        size = 0;
        continue;
      }
      String name = line.substring(0, line.indexOf('='));
      byte[] raw = line.substring(name.length() + 1).getBytes(StandardCharsets.ISO_8859_1);
      String value = new String(raw, StandardCharsets.UTF_8);
      switch (name) {
        case "request" -> kind = value;
        case "client_address" -> client = value;
        case "recipient" -> recipient = value;
        default -> {}
      }
    }
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 400).list().ofMaxSize(8);
  }

  /** Requests, lines of their kind, and octets of no kind, one after the other. */
  @Provide
  Arbitrary<byte[]> octets() {
    Arbitrary<String> request =
        Arbitraries.of("203.0.113.9", "2001:db8::1", "unknown", "", "1.2.3.4.5")
            .map(PolicyClient::request);
    Arbitrary<String> line =
        Arbitraries.of(
            "request=smtpd_access_policy\n",
            "request=other\n",
            "client_address=192.0.2.1\n",
            "client_address=::ffff:192.0.2.1\n",
            "recipient=\u00fc@\u00ff\n",
            "recipient=a=b=c\r\n",
            "=\n",
            "x\n",
            "\n",
            "x=\n".repeat(70),
            "stress=" + "x".repeat(2_041) + "\n",
            "stress=" + "x".repeat(2_042) + "\n",
            ("stress=" + "x".repeat(2_000) + "\n").repeat(17));
    Arbitrary<String> any = Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(60);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, request),
            net.jqwik.api.Tuple.of(3, line),
            net.jqwik.api.Tuple.of(1, any))
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
  }
}
