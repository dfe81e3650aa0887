package io.delist.smtp.dnsbl;

/**
 * Writes one answer: header, the question as it was asked (its case included), records, and the OPT
 * record if the query had one. Filled again for each query. A record that no longer fits is left
 * out with all others of its section, and the answer says that it is truncated.
 *
 * <p>Source: RFC 1035 section 4.1, RFC 2181 section 9 (truncation), RFC 6891 section 6.1.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class AnswerWriter {

  /** What we take over UDP, and send: below what a path fragments (DNS flag day 2020). */
  static final int UDP_SIZE = 1232;

  /** No answer of ours is longer. */
  static final int LONGEST = 16 * 1024;

  private static final int OPT_OCTETS = 11;
  private static final int POINTER = 0xc0;

  /** A pointer, type, class, TTL and length of data. */
  private static final int RECORD_HEAD = 12;

  final byte[] out = new byte[LONGEST];
  int length;

  private int limit;
  private int answers;
  private int authority;
  private boolean truncated;

  /** Starts an answer that has the question in it, for a query over this transport. */
  void start(Query query, boolean udp) {
    limit = udp ? Math.min(query.udpSize, UDP_SIZE) : LONGEST;
    limit -= query.edns ? OPT_OCTETS : 0;
    answers = 0;
    authority = 0;
    truncated = false;
    length = query.questionEnd == 0 ? Wire.HEADER : query.questionEnd;
    System.arraycopy(query.message, Wire.HEADER, out, Wire.HEADER, length - Wire.HEADER);
  }

  boolean isTruncated() {
    return truncated;
  }

  /** Says that there is more over TCP, and shows nothing. */
  void truncate(Query query) {
    truncated = true;
    answers = 0;
    authority = 0;
    length = query.questionEnd;
  }

  void a(Query query, int ttl, int address) {
    if (begin(query, Wire.HEADER, Wire.TYPE_A, ttl, 4)) {
      u32(address);
      answers++;
    }
  }

  /** A text record; the text is cut into strings of 255 octets. */
  void txt(Query query, int ttl, byte[] text) {
    int strings = Math.max(1, (text.length + 254) / 255);
    if (begin(query, Wire.HEADER, Wire.TYPE_TXT, ttl, text.length + strings)) {
      int at = 0;
      for (int i = 0; i < strings; i++) {
        int part = Math.min(255, text.length - at);
        out[length++] = (byte) part;
        bytes(text, at, part);
        at += part;
      }
      answers++;
    }
  }

  void ns(Query query, int nameAt, int ttl, DomainName server) {
    byte[] wire = server.wire();
    if (begin(query, nameAt, Wire.TYPE_NS, ttl, wire.length)) {
      bytes(wire, 0, wire.length);
      answers++;
    }
  }

  /**
   * The zone's SOA record.
   *
   * @param nameAt where the zone's name stands in the question
   * @param asAnswer whether it was asked for; else it tells how long "no" may be kept
   */
  void soa(Query query, int nameAt, boolean asAnswer, ZoneAuthority zone, int serial) {
    byte[] server = zone.primary().wire();
    byte[] mailbox = zone.hostmaster().wire();
    int ttl = asAnswer ? zone.ttl() : zone.negativeTtl();
    if (begin(query, nameAt, Wire.TYPE_SOA, ttl, server.length + mailbox.length + 20)) {
      bytes(server, 0, server.length);
      bytes(mailbox, 0, mailbox.length);
      u32(serial);
      u32(zone.refresh());
      u32(zone.retry());
      u32(zone.expire());
      u32(zone.negativeTtl());
      answers += asAnswer ? 1 : 0;
      authority += asAnswer ? 0 : 1;
    }
  }

  private boolean begin(Query query, int nameAt, int type, int ttl, int dataLength) {
    if (truncated || length + RECORD_HEAD + dataLength > limit) {
      truncate(query);
      return false;
    }
    u16(POINTER << 8 | nameAt);
    u16(type);
    u16(Wire.CLASS_IN);
    u32(ttl);
    u16(dataLength);
    return true;
  }

  /** Writes the header and the OPT record; the message is {@code out} up to {@code length}. */
  void finish(Query query, int code, boolean authoritative) {
    out[0] = (byte) (query.id >>> 8);
    out[1] = (byte) query.id;
    out[2] =
        (byte)
            (Wire.QR
                | query.opcode << 3
                | (authoritative ? Wire.AA : 0)
                | (truncated ? Wire.TC : 0)
                | (query.recursionDesired ? Wire.RD : 0));
    out[3] = (byte) ((query.checkingDisabled ? Wire.CD : 0) | (code & 0xf));
    out[4] = 0;
    out[5] = (byte) (query.questionEnd == 0 ? 0 : 1);
    out[6] = 0;
    out[7] = (byte) answers;
    out[8] = 0;
    out[9] = (byte) authority;
    out[10] = 0;
    out[11] = (byte) (query.edns ? 1 : 0);
    if (query.edns) {
      out[length++] = 0;
      u16(Wire.TYPE_OPT);
      u16(UDP_SIZE);
      out[length++] = (byte) (code >>> 4);
      out[length++] = 0;
      out[length++] = (byte) (query.dnssecOk ? 0x80 : 0);
      out[length++] = 0;
      u16(0);
    }
  }

  private void bytes(byte[] from, int at, int count) {
    System.arraycopy(from, at, out, length, count);
    length += count;
  }

  private void u16(int value) {
    out[length++] = (byte) (value >>> 8);
    out[length++] = (byte) value;
  }

  private void u32(int value) {
    u16(value >>> 16);
    u16(value);
  }
}
