package io.delist.smtp.dnsbl;

import io.delist.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A query as octets, right or wrong as the test wants it. */
final class Ask {

  private int id = 0x1234;
  private int flags = 0x0100;
  private final int[] counts = {1, 0, 0, 0};
  private final String name;
  private int type = Wire.TYPE_A;
  private int recordClass = 1;
  private byte[] after = new byte[0];

  private Ask(String name) {
    this.name = name;
  }

  /** A query for a name in this zone, of type A. */
  static Ask name(String name) {
    return new Ask(name);
  }

  /** The name that asks for an address in a zone. */
  static Ask address(String address, String zone) {
    return new Ask(reversed(IpAddress.parse(address)) + "." + zone);
  }

  static String reversed(IpAddress address) {
    byte[] octets = address.toBytes();
    StringBuilder name = new StringBuilder();
    if (address.isV4()) {
      for (int i = octets.length - 1; i >= 0; i--) {
        name.append(octets[i] & 0xff).append('.');
      }
    } else {
      new StringBuilder(HexFormat.of().formatHex(octets))
          .reverse()
          .chars()
          .forEach(c -> name.append((char) c).append('.'));
    }
    name.setLength(name.length() - 1);
    return name.toString();
  }

  Ask type(int newType) {
    type = newType;
    return this;
  }

  Ask inClass(int newClass) {
    recordClass = newClass;
    return this;
  }

  Ask id(int newId) {
    id = newId;
    return this;
  }

  Ask flags(int newFlags) {
    flags = newFlags;
    return this;
  }

  /** How many records the header says there are in a section, 0 being the questions. */
  Ask counts(int section, int count) {
    counts[section] = count;
    return this;
  }

  /** An OPT record with this size, version and flags, and no option. */
  Ask edns(int size, int version, int ednsFlags) {
    counts[3]++;
    return with(
        new byte[] {
          0,
          0,
          41,
          (byte) (size >> 8),
          (byte) size,
          0,
          (byte) version,
          (byte) (ednsFlags >> 8),
          (byte) ednsFlags,
          0,
          0
        });
  }

  /** These octets behind all others. */
  Ask with(byte[] more) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(after);
    all.writeBytes(more);
    after = all.toByteArray();
    return this;
  }

  byte[] octets() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    u16(out, id);
    u16(out, flags);
    for (int count : counts) {
      u16(out, count);
    }
    if (!name.equals(".")) {
      for (String label : name.split("\\.", -1)) {
        byte[] octets = label.getBytes(StandardCharsets.ISO_8859_1);
        out.write(octets.length);
        out.writeBytes(octets);
      }
    }
    out.write(0);
    u16(out, type);
    u16(out, recordClass);
    out.writeBytes(after);
    return out.toByteArray();
  }

  private static void u16(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }
}
