package io.delist.feed;

import io.delist.net.IpPrefix;
import org.jspecify.annotations.Nullable;

/** Holds entries to the order that a writer asks for. */
final class InOrder {

  private @Nullable IpPrefix last;

  IpPrefix check(IpPrefix prefix) {
    if (last != null && last.compareTo(prefix) >= 0) {
      throw new IllegalArgumentException(
          "entry " + prefix + " comes after " + last + "; give each prefix once and in order");
    }
    last = prefix;
    return prefix;
  }
}
