package io.delist.feed;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random prefixes of both families, many within others, and addresses in and beside them. */
final class NestedPrefixes {

  private final Random random = new Random(7);
  private final List<IpPrefix> prefixes = new ArrayList<>();

  NestedPrefixes(int count) {
    prefixes.add(IpPrefix.parse("10.0.0.0/8"));
    prefixes.add(IpPrefix.parse("2001:db8::/32"));
    while (prefixes.size() < count) {
      IpPrefix around = prefixes.get(random.nextInt(prefixes.size()));
      int longest = around.isV4() ? 32 : 128;
      int length = Math.min(longest, around.length() + 1 + random.nextInt(longest / 4));
      IpPrefix inside = within(around).prefix(length);
      if (!prefixes.contains(inside)) {
        prefixes.add(inside);
      }
    }
    prefixes.sort(Comparator.naturalOrder());
  }

  /** Each with a code of its own, as far as there are any. */
  FeedEntries entries() {
    List<FeedEntry> entries = new ArrayList<>();
    for (int i = 0; i < prefixes.size(); i++) {
      ReasonCode code = new ReasonCode(606 + i % 44);
      entries.add(new FeedEntry(prefixes.get(i), new FeedValue(code, "", null, null, "", null)));
    }
    return Feeds.entries(entries);
  }

  /** Some within a random prefix, some with one bit of it turned, so near it or in its parent. */
  List<IpAddress> addresses(int count) {
    List<IpAddress> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      IpPrefix prefix = prefixes.get(random.nextInt(prefixes.size()));
      addresses.add((i & 1) == 0 ? within(prefix) : beside(prefix));
    }
    return addresses;
  }

  /** By a scan: the place of the longest prefix that contains the address. */
  Optional<Integer> longest(IpAddress address) {
    return prefixes.stream()
        .filter(prefix -> prefix.contains(address))
        .max(Comparator.comparingInt(IpPrefix::length))
        .map(prefixes::indexOf);
  }

  private IpAddress within(IpPrefix prefix) {
    IpAddress first = prefix.first();
    if (prefix.isV4()) {
      long host = (1L << (32 - prefix.length())) - 1;
      return IpAddress.ofV4(first.v4Bits() | (int) (random.nextLong() & host));
    }
    int length = prefix.length();
    long high = length >= 64 ? 0 : length == 0 ? -1L : -1L >>> length;
    long low = length <= 64 ? -1L : length == 128 ? 0 : -1L >>> (length - 64);
    return IpAddress.ofV6(
        first.high() | (random.nextLong() & high), first.low() | (random.nextLong() & low));
  }

  private IpAddress beside(IpPrefix prefix) {
    IpAddress inside = within(prefix);
    int bit = random.nextInt(prefix.length());
    if (prefix.isV4()) {
      return IpAddress.ofV4(inside.v4Bits() ^ 1 << (31 - bit));
    }
    return bit < 64
        ? IpAddress.ofV6(inside.high() ^ 1L << (63 - bit), inside.low())
        : IpAddress.ofV6(inside.high(), inside.low() ^ 1L << (127 - bit));
  }
}
