package io.delist.smtp.dnsbl;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer, read by other code than wrote it: all of it, to the last octet. */
record Reply(
    int id,
    int flags,
    String question,
    int questions,
    List<Entry> answers,
    List<Entry> authority,
    List<Entry> additional,
    int octets) {

  /** A record with its data as text: an address, a text, or the fields of a SOA record. */
  record Entry(String name, int type, int recordClass, long ttl, String data) {}

  static Reply read(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message);
    int id = in.getShort() & 0xffff;
    int flags = in.getShort() & 0xffff;
    int questions = in.getShort();
    int[] counts = {in.getShort(), in.getShort(), in.getShort()};
    String question = "";
    if (questions == 1) {
      question = name(in) + " " + (in.getShort() & 0xffff) + " " + (in.getShort() & 0xffff);
    }
    List<List<Entry>> sections = new ArrayList<>();
    for (int count : counts) {
      List<Entry> section = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        section.add(entry(in));
      }
      sections.add(section);
    }
    if (in.hasRemaining()) {
      throw new AssertionError(in.remaining() + " octets behind the message");
    }
    return new Reply(
        id,
        flags,
        question,
        questions,
        sections.get(0),
        sections.get(1),
        sections.get(2),
        message.length);
  }

  private static Entry entry(ByteBuffer in) {
    String name = name(in);
    int type = in.getShort() & 0xffff;
    int recordClass = in.getShort() & 0xffff;
    long ttl = in.getInt() & 0xffffffffL;
    int length = in.getShort() & 0xffff;
    int end = in.position() + length;
    String data =
        switch (type) {
          case Wire.TYPE_A -> address(in);
          case Wire.TYPE_NS -> name(in);
          case Wire.TYPE_TXT -> text(in, end);
          case Wire.TYPE_SOA -> soa(in);
          default -> "";
        };
    if (type != Wire.TYPE_OPT && in.position() != end) {
      throw new AssertionError("the data of type " + type + " is not as long as it says");
    }
    in.position(end);
    return new Entry(name, type, recordClass, ttl, data);
  }

  private static String address(ByteBuffer in) {
    byte[] octets = new byte[4];
    in.get(octets);
    try {
      return InetAddress.getByAddress(octets).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(ByteBuffer in, int end) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (in.position() < end) {
      byte[] part = new byte[in.get() & 0xff];
      in.get(part);
      text.writeBytes(part);
    }
    return text.toString(StandardCharsets.US_ASCII);
  }

  private static String soa(ByteBuffer in) {
    StringBuilder soa = new StringBuilder(name(in) + " " + name(in));
    for (int i = 0; i < 5; i++) {
      soa.append(' ').append(Integer.toUnsignedString(in.getInt()));
    }
    return soa.toString();
  }

  /** As it is written, case and all, with the dot at its end. */
  private static String name(ByteBuffer in) {
    StringBuilder name = new StringBuilder();
    int back = -1;
    while (true) {
      int length = in.get() & 0xff;
      if (length == 0) {
        break;
      }
      if (length >= 0xc0) {
        int to = (length & 0x3f) << 8 | (in.get() & 0xff);
        back = back < 0 ? in.position() : back;
        in.position(to);
        continue;
      }
      byte[] label = new byte[length];
      in.get(label);
      name.append(new String(label, StandardCharsets.ISO_8859_1)).append('.');
    }
    if (back >= 0) {
      in.position(back);
    }
    return name.isEmpty() ? "." : name.toString();
  }

  /** The response code, with the upper bits of the OPT record. */
  int code() {
    int upper =
        additional.stream()
            .filter(entry -> entry.type() == Wire.TYPE_OPT)
            .mapToInt(entry -> (int) (entry.ttl() >>> 24))
            .findFirst()
            .orElse(0);
    return upper << 4 | (flags & 0xf);
  }

  boolean isAuthoritative() {
    return (flags & 0x0400) != 0;
  }

  boolean isTruncated() {
    return (flags & 0x0200) != 0;
  }

  List<String> data() {
    return answers.stream().map(Entry::data).toList();
  }
}
