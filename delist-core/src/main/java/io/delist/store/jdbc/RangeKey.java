package io.delist.store.jdbc;

import io.delist.net.IpAddress;
import java.nio.ByteBuffer;

/**
 * The sort key of an address: one byte 4 or 6, then its bytes in network order. Compared as
 * unsigned bytes, keys have the order of addresses; in no collation would text be as sure to.
 */
final class RangeKey {

  private RangeKey() {}

  static byte[] of(IpAddress address) {
    byte[] bytes = address.toBytes();
    return ByteBuffer.allocate(1 + bytes.length)
        .put((byte) (address.isV4() ? 4 : 6))
        .put(bytes)
        .array();
  }
}
