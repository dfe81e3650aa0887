package io.delist.blocklist;

import io.delist.net.IpPrefix;
import io.delist.net.SpecialPurpose;
import java.util.List;
import java.util.Optional;

/**
 * Stands between a slip of the finger and the mail flow: says which prefixes are never listed,
 * whoever asks.
 *
 * <p>Refused are prefixes shorter than /8 (IPv4) or /19 (IPv6), the whole address space among them,
 * and whatever touches a special-purpose range (private networks, loopback, documentation…), except
 * within the ranges that the application declares to be ordinary, as a lab does.
 */
public final class ListingGuard {

  private static final int SHORTEST_V4 = 8;
  private static final int SHORTEST_V6 = 19;

  private final List<IpPrefix> ordinary;

  /**
   * @param ordinary special-purpose ranges to treat as ordinary addresses; mostly empty
   */
  public ListingGuard(List<IpPrefix> ordinary) {
    this.ordinary = List.copyOf(ordinary);
  }

  /** Why this prefix may not be listed, or empty if it may. */
  public Optional<String> objectionTo(IpPrefix prefix) {
    if (isTooWide(prefix)) {
      return Optional.of(
          "prefix " + prefix + " is too wide to list; the shortest is /" + shortest(prefix));
    }
    return specialPurpose(prefix)
        .map(
            range ->
                "prefix "
                    + prefix
                    + " touches "
                    + range.prefix()
                    + ", "
                    + range.name()
                    + " ("
                    + range.source()
                    + "), which is never listed");
  }

  /**
   * Why this prefix may not go on the allowlist, or empty if it may: one that is too wide would
   * open the list for half the Internet. Special-purpose ranges may be allowed whole.
   */
  public Optional<String> objectionToAllowing(IpPrefix prefix) {
    boolean special =
        SpecialPurpose.touching(prefix)
            .filter(range -> range.prefix().contains(prefix))
            .isPresent();
    return special || !isTooWide(prefix)
        ? Optional.empty()
        : Optional.of(
            "prefix " + prefix + " is too wide to allow; the shortest is /" + shortest(prefix));
  }

  private static boolean isTooWide(IpPrefix prefix) {
    return prefix.length() < shortest(prefix);
  }

  private static int shortest(IpPrefix prefix) {
    return prefix.isV4() ? SHORTEST_V4 : SHORTEST_V6;
  }

  /** The special-purpose range that the prefix touches, unless it was declared ordinary. */
  public Optional<SpecialPurpose> specialPurpose(IpPrefix prefix) {
    if (ordinary.stream().anyMatch(range -> range.contains(prefix))) {
      return Optional.empty();
    }
    return SpecialPurpose.touching(prefix);
  }
}
