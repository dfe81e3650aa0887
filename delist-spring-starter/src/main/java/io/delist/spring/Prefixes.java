package io.delist.spring;

import io.delist.blocklist.ListingGuard;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/** Reads properties that hold prefixes and addresses. */
final class Prefixes {

  private static final String ALLOWLIST = "delist.allowlist";

  private Prefixes() {}

  /** The prefixes of an indexed property, each at its own index in what goes wrong. */
  static List<IpPrefix> read(String property, List<String> texts) {
    List<IpPrefix> prefixes = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      prefixes.add(
          InvalidPropertyException.reading(
              property + "[" + i + "]", text, () -> IpPrefix.parse(text)));
    }
    return List.copyOf(prefixes);
  }

  /** The addresses of an indexed property. */
  static List<IpAddress> addresses(String property, List<String> texts) {
    List<IpAddress> addresses = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      addresses.add(
          InvalidPropertyException.reading(
              property + "[" + i + "]", text, () -> IpAddress.parse(text)));
    }
    return List.copyOf(addresses);
  }

  /** The configured allowlist; a prefix that the guard does not let be allowed stops the start. */
  static List<IpPrefix> allowlist(List<String> texts, ListingGuard guard) {
    List<IpPrefix> prefixes = read(ALLOWLIST, texts);
    for (int i = 0; i < prefixes.size(); i++) {
      String property = ALLOWLIST + "[" + i + "]";
      String text = texts.get(i);
      guard
          .objectionToAllowing(prefixes.get(i))
          .ifPresent(
              why -> {
                throw new InvalidPropertyException(property, text, why);
              });
    }
    return prefixes;
  }
}
