package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.net.SpecialPurpose;
import java.util.List;
import java.util.Optional;

/** What is checked of {@link GuardLimits}: ranges, and that no two settings contradict. */
final class LimitChecks {

  private LimitChecks() {}

  static void requireNotWider(String family, int unasked, int widest) {
    if (unasked < widest) {
      throw new IllegalArgumentException(
          "the shortest unasked "
              + family
              + " prefix /"
              + unasked
              + " is wider than the shortest of all, /"
              + widest
              + "; lengthen the first or shorten the second");
    }
  }

  static void requireListable(
      Source source,
      IpAddress address,
      List<IpAddress> mustNotBeListed,
      List<IpPrefix> ordinaryRanges) {
    if (mustNotBeListed.contains(address)) {
      throw new IllegalArgumentException(
          "address "
              + address
              + " must be listed by "
              + source
              + " and is among those that must not be listed; take it out of one of the two");
    }
    IpPrefix prefix = address.toPrefix();
    Optional<SpecialPurpose> special = SpecialPurpose.touching(prefix);
    if (special.isPresent() && ordinaryRanges.stream().noneMatch(r -> r.contains(prefix))) {
      throw new IllegalArgumentException(
          "address "
              + address
              + " must be listed by "
              + source
              + " and lies in "
              + special.get().prefix()
              + " ("
              + special.get().name()
              + "), which is never listed; take another, or declare the range ordinary");
    }
  }

  static int within(String what, int value, int least, int most) {
    return (int) within(what, (double) value, least, most);
  }

  static double within(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "the guards' %s %s is out of range; must be %s to %s"
              .formatted(what, plain(value), plain(least), plain(most)));
    }
    return value;
  }

  static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
