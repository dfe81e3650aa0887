package io.delist.feed;

import io.delist.net.IpPrefix;
import java.util.List;

/** How the three data sets of rbldnsd write what they list. */
enum RbldnsdSyntax {

  /** IPv4 prefixes and ranges. */
  IP4SET,

  /** IPv4 prefixes. */
  IP4TRIE,

  /** IPv6 prefixes; the last groups may be missing: {@code 2001:db8:1} is a /48. */
  IP6TRIE;

  private static final int GROUP_BITS = 16;
  private static final int GROUPS = 8;

  /** Where the text of the prefix or range ends that starts here. */
  int end(String line, int start) {
    boolean colonEnds = this != IP6TRIE;
    int end = start;
    while (end < line.length()) {
      char c = line.charAt(end);
      if (c <= ' ' || c == '#' || c == ';' || (c == ':' && colonEnds)) {
        return end;
      }
      colonEnds |= c == '/';
      end++;
    }
    return end;
  }

  /** Whether the line gives the value of the entries to come. */
  boolean isDefault(String line) {
    return line.startsWith(":") && (this != IP6TRIE || !line.startsWith("::"));
  }

  /** The fewest prefixes that the text stands for, in order. */
  List<IpPrefix> prefixes(String text) throws BadLineException {
    return this == IP6TRIE
        ? List.of(v6Prefix(text))
        : V4Range.parse(text, this == IP4SET).prefixes();
  }

  private static IpPrefix v6Prefix(String text) throws BadLineException {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    String length = slash < 0 ? "" : text.substring(slash);
    int groups = (int) address.chars().filter(c -> c == ':').count() + 1;
    if (groups < GROUPS && !address.contains("::")) {
      if (length.isEmpty() && groups == 1) {
        throw new BadLineException(
            "a group alone, " + BadLineException.quote(text) + ", is no prefix; write it as /16");
      }
      length = length.isEmpty() ? "/" + GROUP_BITS * groups : length;
      address = groups == GROUPS - 1 ? address + ":0" : address + "::";
    }
    IpPrefix prefix = BadLineException.prefix(address + length);
    if (prefix.isV4()) {
      throw new BadLineException(prefix + " is IPv4, which an ip6trie does not hold");
    }
    return prefix;
  }
}
