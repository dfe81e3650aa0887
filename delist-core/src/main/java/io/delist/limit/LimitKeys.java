package io.delist.limit;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.LimitKey;
import io.delist.token.KeySource;
import io.delist.token.KeyedHash;

/**
 * Names of what is counted, as the store has them: keyed hashes, which tell neither mailbox nor
 * client. <b>Threads:</b> safe.
 */
final class LimitKeys {

  /** How many buckets the clients share that found the rows full. */
  static final int BUCKETS = 4_096;

  /** Behind all pools of the limits: who has a client's key may lock one of these after it. */
  private static final int BUCKET_POOL = 11;

  private static final int CLIENT_BITS_V4 = 32;
  private static final int CLIENT_BITS_V6 = 64;
  private static final int NETWORK_BITS_V4 = 16;
  private static final int NETWORK_BITS_V6 = 32;
  private static final int RANGE_BITS_V4 = 24;
  private static final int RANGE_BITS_V6 = 48;
  private static final char TAG = '+';

  private final KeyedHash hash;

  /**
   * @param keys where the keys of the hashes come from; the same on every node
   */
  LimitKeys(KeySource keys) {
    this.hash = new KeyedHash(keys);
  }

  LimitKey of(Limit limit, String text) {
    byte[] bytes = hash.of(limit.id(), text);
    return new LimitKey(limit.pool(), KeyedHash.bits(bytes, 0), KeyedHash.bits(bytes, 1));
  }

  /** The bucket that a client's network falls into: a /16, or a /32 of IPv6. */
  LimitKey bucketOf(IpAddress client) {
    String network = client.prefix(client.isV4() ? NETWORK_BITS_V4 : NETWORK_BITS_V6).toString();
    byte[] bytes = hash.of("limit-client-bucket", network);
    return new LimitKey(BUCKET_POOL, 0, KeyedHash.bits(bytes, 0) & (BUCKETS - 1));
  }

  /** An IPv4 address, or the /64 of an IPv6 address. */
  static String client(IpAddress client) {
    return client.prefix(client.isV4() ? CLIENT_BITS_V4 : CLIENT_BITS_V6).toString();
  }

  /** The /24, or the /48 of an IPv6 address. */
  static String range(IpAddress address) {
    return address.prefix(address.isV4() ? RANGE_BITS_V4 : RANGE_BITS_V6).toString();
  }

  /** The mailbox without a tag: {@code a+b@example.org} is delivered where {@code a@} is. */
  static String mailbox(EmailAddress email) {
    String canonical = email.canonical();
    int tag = canonical.indexOf(TAG);
    int at = canonical.lastIndexOf('@');
    return tag > 0 && tag < at ? canonical.substring(0, tag) + canonical.substring(at) : canonical;
  }
}
