package io.delist.smtp.dnsbl;

/**
 * Reads a query, strictly: one question, nothing in the answer and authority sections, additional
 * records that are whole, nothing behind them. Never throws, allocates nothing, and looks at each
 * octet once.
 *
 * <p>Source: RFC 1035 section 4.1, RFC 6891 section 6.1.
 */
final class QueryReader {

  /** What follows from the form of a message alone. */
  enum Form {
    /** No answer at all: it is a response itself, or too short to have an id and flags. */
    NOT_A_QUERY,
    /** Not a message as it should be. */
    MALFORMED,
    /** Another operation than a query. */
    OTHER_OPERATION,
    /** A version of EDNS that we do not know. */
    OTHER_EDNS_VERSION,
    /** A question. */
    QUESTION
  }

  static final int LEAST_UDP_SIZE = 512;

  private static final int POINTER = 0xc0;
  private static final int MOST_ADDITIONAL = 16;
  private static final int RECORD_HEAD = 10;
  private static final int DNSSEC_OK = 0x80;
  private static final int BAD = -1;

  private QueryReader() {}

  static Form read(byte[] message, int length, Query query) {
    query.clear(message);
    if (length < Wire.HEADER || (message[2] & Wire.QR) != 0) {
      return Form.NOT_A_QUERY;
    }
    query.id = Wire.u16(message, 0);
    query.opcode = message[2] >>> 3 & 0xf;
    query.recursionDesired = (message[2] & Wire.RD) != 0;
    query.checkingDisabled = (message[3] & Wire.CD) != 0;
    if (query.opcode != 0) {
      return Form.OTHER_OPERATION;
    }
    int additional = Wire.u16(message, 10);
    boolean oneQuestion =
        Wire.u16(message, 4) == 1 && Wire.u16(message, 6) == 0 && Wire.u16(message, 8) == 0;
    if (!oneQuestion || additional > MOST_ADDITIONAL) {
      return Form.MALFORMED;
    }
    return readBody(message, length, additional, query)
        ? query.ednsVersion != 0 ? Form.OTHER_EDNS_VERSION : Form.QUESTION
        : malformed(query);
  }

  /** What it said of EDNS counts for nothing (RFC 6891 section 7). */
  private static Form malformed(Query query) {
    query.edns = false;
    return Form.MALFORMED;
  }

  private static boolean readBody(byte[] message, int length, int additional, Query query) {
    int at = readName(message, length, query);
    if (at == BAD || length - at < 4) {
      return false;
    }
    query.type = Wire.u16(message, at);
    query.recordClass = Wire.u16(message, at + 2);
    at += 4;
    int end = at;
    for (int i = 0; i < additional; i++) {
      end = readAdditional(message, length, end, query);
      if (end == BAD) {
        return false;
      }
    }
    query.questionEnd = end == length ? at : 0;
    return end == length;
  }

  /** The question's name. No pointer can be right here: nothing stands before it. */
  private static int readName(byte[] message, int length, Query query) {
    int at = Wire.HEADER;
    int labels = 0;
    while (at < length) {
      int label = message[at] & 0xff;
      if (label > DomainName.LONGEST_LABEL
          || at + 1 + label - Wire.HEADER > DomainName.LONGEST_OCTETS - Math.min(label, 1)) {
        return BAD;
      }
      query.labelAt[labels] = at;
      if (label == 0) {
        query.labels = labels;
        return at + 1;
      }
      labels++;
      at += 1 + label;
    }
    return BAD;
  }

  /** Where the record after this one begins. */
  private static int readAdditional(byte[] message, int length, int from, Query query) {
    int at = skipName(message, length, from);
    if (at == BAD || length - at < RECORD_HEAD) {
      return BAD;
    }
    int dataLength = Wire.u16(message, at + 8);
    int data = at + RECORD_HEAD;
    if (length - data < dataLength) {
      return BAD;
    }
    if (Wire.u16(message, at) == Wire.TYPE_OPT) {
      boolean atRoot = at == from + 1;
      if (query.edns || !atRoot || !areOptions(message, data, data + dataLength)) {
        return BAD;
      }
      query.edns = true;
      query.udpSize = Math.max(LEAST_UDP_SIZE, Wire.u16(message, at + 2));
      query.ednsVersion = message[at + 5] & 0xff;
      query.dnssecOk = (message[at + 6] & DNSSEC_OK) != 0;
    }
    return data + dataLength;
  }

  private static int skipName(byte[] message, int length, int from) {
    int at = from;
    while (at < length) {
      int label = message[at] & 0xff;
      if (label == 0) {
        return at + 1;
      }
      if (label >= POINTER) {
        return at + 2 <= length ? at + 2 : BAD;
      }
      if (label > DomainName.LONGEST_LABEL || at + 1 + label - from >= DomainName.LONGEST_OCTETS) {
        return BAD;
      }
      at += 1 + label;
    }
    return BAD;
  }

  private static boolean areOptions(byte[] message, int from, int to) {
    int at = from;
    while (to - at >= 4) {
      at += 4 + Wire.u16(message, at + 2);
    }
    return at == to;
  }
}
