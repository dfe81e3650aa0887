package io.delist.blocklist;

import io.delist.net.IpAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that covers one address, in order of precedence, and the verdict that follows from it;
 * all from one state of the list.
 *
 * @param address the address
 * @param revision the revision that was looked at
 * @param checkedAt the time at which entries were held to apply or to have expired
 * @param verdict the same as {@link BlocklistView#check} gives
 * @param allowed the allowlist's entries, most specific first
 * @param exemptions the exemptions that still apply, most specific first
 * @param listings the listings that still apply, most specific first
 * @param decisive the listing that the verdict rests on: the one that blocks, or the most specific
 *     of those that an exemption answers; null if none
 */
public record Explanation(
    IpAddress address,
    long revision,
    Instant checkedAt,
    Verdict verdict,
    List<AllowEntry> allowed,
    List<Exemption> exemptions,
    List<Listing> listings,
    @Nullable Listing decisive) {

  public Explanation {
    allowed = List.copyOf(allowed);
    exemptions = List.copyOf(exemptions);
    listings = List.copyOf(listings);
  }
}
