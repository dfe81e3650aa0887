package io.delist.spring;

import io.delist.blocklist.GuardLimits;
import io.delist.net.IpAddress;
import java.util.List;
import java.util.function.Supplier;

/** Reads the numbers of the guards, each so that a refusal names its property. */
final class ConfiguredGuards {

  private static final String PROPERTY = "delist.guard";

  private ConfiguredGuards() {}

  static GuardLimits read(DelistProperties properties) {
    DelistProperties.Guard guard = properties.guard();
    GuardLimits.Builder limits = GuardLimits.builder();
    set("shortest-v4", guard.shortestV4(), () -> limits.shortestV4(guard.shortestV4()));
    set("shortest-v6", guard.shortestV6(), () -> limits.shortestV6(guard.shortestV6()));
    set(
        "shortest-unasked-v4",
        guard.shortestUnaskedV4(),
        () -> limits.shortestUnaskedV4(guard.shortestUnaskedV4()));
    set(
        "shortest-unasked-v6",
        guard.shortestUnaskedV6(),
        () -> limits.shortestUnaskedV6(guard.shortestUnaskedV6()));
    set(
        "most-changed-share",
        guard.mostChangedShare(),
        () -> limits.mostChangedShare(guard.mostChangedShare()));
    set("few-changes", guard.fewChanges(), () -> limits.fewChanges(guard.fewChanges()));
    set("most-growth", guard.mostGrowth(), () -> limits.mostGrowth(guard.mostGrowth()));
    set("little-space", guard.littleSpace(), () -> limits.littleSpace(guard.littleSpace()));
    set(
        "most-total-space",
        guard.mostTotalSpace(),
        () -> limits.mostTotalSpace(guard.mostTotalSpace()));
    set(
        "most-total-space-v6",
        guard.mostTotalSpaceV6(),
        () -> limits.mostTotalSpaceV6(guard.mostTotalSpaceV6()));
    List<IpAddress> never =
        Prefixes.addresses(PROPERTY + ".must-not-be-listed", guard.mustNotBeListed());
    limits
        .mustNotBeListed(never.toArray(IpAddress[]::new))
        .ordinaryRanges(Prefixes.read("delist.ordinary-ranges", properties.ordinaryRanges()));
    ConfiguredFeed.read(properties.feeds())
        .forEach(feed -> limits.mustBeListed(feed.source(), feed.mustBeListed()));
    return InvalidPropertyException.reading(
        PROPERTY, "a contradiction in itself or with the feeds", limits::build);
  }

  private static void set(String name, Object value, Supplier<GuardLimits.Builder> setter) {
    InvalidPropertyException.reading(PROPERTY + "." + name, value, setter);
  }
}
