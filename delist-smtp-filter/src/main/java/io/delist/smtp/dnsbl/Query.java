package io.delist.smtp.dnsbl;

/**
 * One query as it was read; filled again for the next one.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class Query {

  /** A name of 255 octets has no more labels than this. */
  static final int MOST_LABELS = 127;

  /** The message it was read from; the question is echoed from there. */
  byte[] message = new byte[0];

  int id;
  int opcode;
  boolean recursionDesired;
  boolean checkingDisabled;

  /** Where each label's length octet is; after the last one, where the root's zero is. */
  final int[] labelAt = new int[MOST_LABELS + 1];

  int labels;
  int type;
  int recordClass;

  /** Where the question ends; 0 if there is none to echo. */
  int questionEnd;

  boolean edns;
  int ednsVersion;
  int udpSize;
  boolean dnssecOk;

  void clear(byte[] newMessage) {
    message = newMessage;
    id = 0;
    opcode = 0;
    recursionDesired = false;
    checkingDisabled = false;
    labels = 0;
    type = 0;
    recordClass = 0;
    questionEnd = 0;
    edns = false;
    ednsVersion = 0;
    udpSize = QueryReader.LEAST_UDP_SIZE;
    dnssecOk = false;
  }

  /** Where the name after the first labels begins. */
  int suffixAt(int label) {
    return labelAt[label];
  }

  int labelLength(int label) {
    return message[labelAt[label]];
  }

  /** An octet of a label, from 0 on. */
  byte labelOctet(int label, int i) {
    return message[labelAt[label] + 1 + i];
  }
}
