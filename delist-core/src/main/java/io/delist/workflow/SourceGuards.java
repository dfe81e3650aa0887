package io.delist.workflow;

import io.delist.blocklist.CoveredSpace;
import io.delist.blocklist.Guard;
import io.delist.blocklist.GuardLimits;
import io.delist.blocklist.Objection;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the guards have against the list that a source is to have, as a whole. A list that a source
 * has for the first time is no reload: only {@code total-space} and {@code canary} look at it. One
 * whose entries have all expired is compared with those.
 */
final class SourceGuards {

  /** So many /64 are a /48, what one site gets: it stands beside one IPv4 address. */
  private static final long BLOCKS_OF_A_SITE = 1L << 16;

  private final GuardLimits limits;
  private final List<Objection> objections = new ArrayList<>();

  private SourceGuards(GuardLimits limits) {
    this.limits = limits;
  }

  /**
   * All objections, the weightiest first; none if the list may serve.
   *
   * @param diff what the source is to list, without what is passed over
   */
  static List<Objection> objections(
      GuardLimits limits, Source source, SourceCounts counts, SourceDiff diff) {
    SourceGuards guards = new SourceGuards(limits);
    guards.canaries(source, diff);
    guards.totalSpace(counts.spaceBefore(), counts.spaceAfter());
    if (counts.before() > 0) {
      guards.reload(counts);
    }
    return List.copyOf(guards.objections);
  }

  private void add(Guard guard, String why) {
    objections.add(new Objection(guard, why));
  }

  private void canaries(Source source, SourceDiff diff) {
    for (IpAddress canary : limits.mustNotBeListed()) {
      diff.wantedCovering(canary)
          .ifPresent(
              by -> add(Guard.CANARY, by + " would list " + canary + ", which must not be listed"));
    }
    for (IpAddress canary : limits.mustBeListedBy(source)) {
      if (diff.wantedCovering(canary).isEmpty()) {
        add(Guard.CANARY, canary + " would not be listed, which must be");
      }
    }
  }

  /** What covers no more than it did before was accepted then. */
  private void totalSpace(CoveredSpace.Total before, CoveredSpace.Total after) {
    double share = after.shareOfV4();
    if (after.v4Addresses() > before.v4Addresses() && share > limits.mostTotalSpace()) {
      tooMuch(percent(share) + " of IPv4", percent(limits.mostTotalSpace()));
    }
    long allocations = after.v6Allocations();
    if (after.v6Blocks() > before.v6Blocks() && allocations > limits.mostTotalSpaceV6()) {
      tooMuch(allocations + " /32 of IPv6", limits.mostTotalSpaceV6() + " /32");
    }
  }

  private void tooMuch(String space, String limit) {
    add(Guard.TOTAL_SPACE, "would list " + space + " (limit " + limit + ")");
  }

  private void reload(SourceCounts counts) {
    if (counts.after() == 0) {
      if (counts.serving() > 0) {
        add(Guard.EMPTY, "holds no entry that can be listed; " + counts.serving() + " are listed");
      }
      return;
    }
    coveredSpace(counts.spaceBefore(), counts.spaceAfter());
    changeShare(counts);
  }

  private void coveredSpace(CoveredSpace.Total before, CoveredSpace.Total after) {
    long little = limits.littleSpace();
    growth("IPv4 addresses", before.v4Addresses(), after.v4Addresses(), little);
    growth("/64 of IPv6", before.v6Blocks(), after.v6Blocks(), little * BLOCKS_OF_A_SITE);
  }

  /** Space of a family of which the source had none is not growth: other guards look at it. */
  private void growth(String unit, long before, long after, long little) {
    if (before > 0 && after - before > little && after >= before * limits.mostGrowth()) {
      add(
          Guard.COVERED_SPACE,
          String.format(
              Locale.ROOT,
              "would cover %d %s, up from %d (held from %s times as many)",
              after,
              unit,
              before,
              limits.mostGrowth()));
    }
  }

  private void changeShare(SourceCounts counts) {
    long changes = counts.added() + counts.removed();
    if (changes > limits.fewChanges() && counts.changedShare() > limits.mostChangedShare()) {
      add(
          Guard.CHANGE_SHARE,
          String.format(
              Locale.ROOT,
              "would change %d entries, %d new and %d gone, %s of %d (limit %s)",
              changes,
              counts.added(),
              counts.removed(),
              percent(counts.changedShare()),
              counts.before(),
              percent(limits.mostChangedShare())));
    }
  }

  private static String percent(double share) {
    double percent = share * 100;
    return String.format(Locale.ROOT, percent >= 0.1 ? "%.1f %%" : "%.2g %%", percent);
  }
}
