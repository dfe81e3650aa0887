package io.delist.smtp.dnsbl;

/**
 * The labels before a zone's name, read as a reversed address: octets for IPv4, nibbles for IPv6.
 * Four labels or fewer can be both, as in {@code 4.3.2.1}: the address 1.2.3.4, and the first
 * nibbles of 1234::/16.
 *
 * <p>Strict: an octet is 0 to 255 without leading zeros, a nibble one hexadecimal digit of either
 * case; a name with anything else is no address. Filled again for each query.
 *
 * <p>Source: RFC 5782 sections 2.1 and 2.4.
 */
final class ReversedName {

  static final int V4_LABELS = 4;
  static final int V6_LABELS = 32;

  /** How many labels were read. */
  int labels;

  /** Whether they are octets; then the upper 8 bits for each label in {@link #v4Bits}. */
  boolean octets;

  int v4Bits;

  /** Whether they are nibbles; then the upper 4 bits for each label in high and low. */
  boolean nibbles;

  long high;
  long low;

  /** Reads the first labels of the query's name. */
  void read(Query query, int count) {
    labels = count;
    octets = count <= V4_LABELS;
    nibbles = count <= V6_LABELS;
    v4Bits = 0;
    high = 0;
    low = 0;
    // The last label is the first octet.
    for (int place = 0; place < count && octets; place++) {
      int octet = octet(query, count - 1 - place);
      octets = octet >= 0;
      v4Bits |= (octet & 0xff) << (24 - 8 * place);
    }
    for (int place = 0; place < count && nibbles; place++) {
      int nibble = nibble(query, count - 1 - place);
      nibbles = nibble >= 0;
      long bits = nibble & 0xf;
      if (place < V6_LABELS / 2) {
        high |= bits << (60 - 4 * place);
      } else {
        low |= bits << (60 - 4 * (place - V6_LABELS / 2));
      }
    }
  }

  boolean isV4Address() {
    return octets && labels == V4_LABELS;
  }

  boolean isV6Address() {
    return nibbles && labels == V6_LABELS;
  }

  private static int octet(Query query, int label) {
    int digits = query.labelLength(label);
    if (digits > 3 || (digits > 1 && query.labelOctet(label, 0) == '0')) {
      return -1;
    }
    int octet = 0;
    for (int i = 0; i < digits; i++) {
      int digit = query.labelOctet(label, i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      octet = octet * 10 + digit;
    }
    return octet <= 0xff ? octet : -1;
  }

  private static int nibble(Query query, int label) {
    return query.labelLength(label) == 1 ? hexDigit(query.labelOctet(label, 0)) : -1;
  }

  private static int hexDigit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    byte lower = Wire.lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
