package io.delist.smtp.dnsbl;

/** Numbers and letters of DNS messages. Source: RFC 1035 section 4.1, RFC 4343 (case). */
final class Wire {

  static final int HEADER = 12;

  static final int TYPE_A = 1;
  static final int TYPE_NS = 2;
  static final int TYPE_SOA = 6;
  static final int TYPE_TXT = 16;
  static final int TYPE_OPT = 41;
  static final int TYPE_IXFR = 251;
  static final int TYPE_AXFR = 252;
  static final int TYPE_ANY = 255;

  static final int CLASS_IN = 1;

  /** Response, authoritative, truncated, recursion desired: in the third octet of a message. */
  static final int QR = 0x80;

  static final int AA = 0x04;
  static final int TC = 0x02;
  static final int RD = 0x01;

  /** In the fourth octet: checking disabled. */
  static final int CD = 0x10;

  static final int NOERROR = 0;
  static final int FORMERR = 1;
  static final int SERVFAIL = 2;
  static final int NXDOMAIN = 3;
  static final int NOTIMP = 4;
  static final int REFUSED = 5;

  /** Its upper bits stand in the OPT record (RFC 6891 section 6.1.3). */
  static final int BADVERS = 16;

  private Wire() {}

  static int u16(byte[] message, int at) {
    return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
  }

  /** ASCII upper case to lower; everything else, the lengths of labels included, as it is. */
  static byte lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + ('a' - 'A')) : octet;
  }
}
