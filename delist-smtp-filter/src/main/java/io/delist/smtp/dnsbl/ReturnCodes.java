package io.delist.smtp.dnsbl;

import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The address that stands for a listing, by its source or else by its reason; clients may tell
 * listings apart by it. All are in 127.0.0.0/8 and none is 127.0.0.1, which no list may hold.
 * Immutable.
 *
 * <p>Source: RFC 5782 section 2.1.
 */
final class ReturnCodes {

  private static final int LOOPBACK = 0x7f00_0000;
  private static final int MASK = 0xff00_0000;
  private static final int ERRORS = 0x7fff_ff00;
  private static final int LAST_OCTET = 0xff;

  private final int usual;
  private final Map<Source, Integer> bySource;
  private final Map<ReasonCode, Integer> byReason;

  ReturnCodes(int usual, Map<Source, Integer> bySource, Map<ReasonCode, Integer> byReason) {
    this.usual = usual;
    this.bySource = new HashMap<>(bySource);
    this.byReason = new HashMap<>(byReason);
  }

  /**
   * The bits of a return code.
   *
   * @throws IllegalArgumentException if no list may answer with it
   */
  static int check(IpAddress address) {
    int bits = address.isV4() ? address.v4Bits() : 0;
    boolean fits =
        (bits & MASK) == LOOPBACK
            && bits != LOOPBACK
            && bits != (LOOPBACK | 1)
            && (bits | LAST_OCTET) != (ERRORS | LAST_OCTET);
    if (!fits) {
      throw new IllegalArgumentException(
          "return code "
              + address
              + " must be an address in 127.0.0.0/8, for example 127.0.0.2, and neither 127.0.0.0,"
              + " 127.0.0.1 nor in 127.255.255.0/24, which others use for errors");
    }
    return bits;
  }

  /** What is answered for these terms. */
  int of(ListingTerms terms) {
    Integer code = bySource.isEmpty() ? null : bySource.get(terms.source());
    if (code == null && !byReason.isEmpty()) {
      code = byReason.get(terms.reasonCode());
    }
    return code == null ? usual : code;
  }

  /** Of the test entries, and of whatever has no other. */
  int usual() {
    return usual;
  }

  /**
   * Checks that codes can be told apart when their bits are put together.
   *
   * @throws IllegalArgumentException if one has more than one bit
   */
  void checkSingleBits() {
    Stream.concat(
            Stream.of(usual), Stream.concat(bySource.values().stream(), byReason.values().stream()))
        .filter(code -> Integer.bitCount(code & ~MASK) != 1)
        .findFirst()
        .ifPresent(
            code -> {
              throw new IllegalArgumentException(
                  "return code "
                      + IpAddress.ofV4(code)
                      + " cannot be part of a bitmask; give each source and reason one bit:"
                      + " 127.0.0.2, 127.0.0.4, 127.0.0.8 and so on");
            });
  }
}
