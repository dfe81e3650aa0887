package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable view of the blocklist at one revision: is this address listed, and by what?
 *
 * <p>The precedence, the whole of it: the allowlist beats everything; an exemption beats every
 * listing that covers the address and whose evidence is not newer than the exemption's cutoff;
 * otherwise the most specific listing answers; an expired entry is no entry. Of several exemptions
 * that cover an address the one with the latest cutoff counts; of several sources that list one
 * prefix the first to list answers. Where listings block, a soft mark that covers the address makes
 * {@link Verdict.Removing} of it.
 *
 * <p><b>Cost:</b> {@link #check} allocates nothing. For an address that nothing covers it is two
 * trie lookups, and three for one that listings block; only an address under an exemption or under
 * an entry that may have expired costs a walk over what covers it. <b>Threads:</b> safe to share
 * without locks. Keep one view for a whole decision.
 */
public final class BlocklistView {

  /** No prefix is longer. */
  private static final int LONGEST = 128;

  static final BlocklistView EMPTY =
      new BlocklistView(0, Entries.empty(), Entries.empty(), Entries.empty(), Entries.empty());

  private final long revision;
  private final Entries<PrefixListings> listings;
  private final Entries<Verdict.Exempt> exemptions;
  private final Entries<Verdict.Allowed> allowed;
  private final Entries<Verdict.Removing> softMarks;

  BlocklistView(
      long revision,
      Entries<PrefixListings> listings,
      Entries<Verdict.Exempt> exemptions,
      Entries<Verdict.Allowed> allowed,
      Entries<Verdict.Removing> softMarks) {
    this.revision = revision;
    this.listings = listings;
    this.exemptions = exemptions;
    this.allowed = allowed;
    this.softMarks = softMarks;
  }

  /** The store's revision that this shows; 0 before anything was applied. */
  public long revision() {
    return revision;
  }

  Entries<PrefixListings> listings() {
    return listings;
  }

  Entries<Verdict.Exempt> exemptions() {
    return exemptions;
  }

  Entries<Verdict.Allowed> allowed() {
    return allowed;
  }

  Entries<Verdict.Removing> softMarks() {
    return softMarks;
  }

  /** The count of prefixes that are listed, expired ones included. */
  public long listedPrefixes() {
    return listings.size();
  }

  /** The count of exemptions, expired ones included. */
  public long exemptPrefixes() {
    return exemptions.size();
  }

  /** The count of allowlist entries. */
  public long allowedPrefixes() {
    return allowed.size();
  }

  /** The tries inside, whose structure the tests check. */
  List<PrefixTrie> tries() {
    return List.of(listings.trie(), exemptions.trie(), allowed.trie(), softMarks.trie());
  }

  /**
   * The verdict for an address at a time. Never throws, never allocates.
   *
   * @param epochMillis the time at which entries are held to apply or to have expired
   */
  public Verdict check(IpAddress address, long epochMillis) {
    boolean v4 = address.isV4();
    long high = address.high();
    long low = address.low();
    Verdict.Allowed allow = allowed.longest(v4, high, low);
    if (allow != null) {
      return allow;
    }
    return listings.longest(v4, high, low) == null
        ? Verdict.NotListed.INSTANCE
        : softened(weighed(v4, high, low, epochMillis), v4, high, low, epochMillis);
  }

  /**
   * The verdict for an address now. The clock is read only where an entry that covers the address
   * may have expired, and a {@link CoarseClock} exactly only near the moment of expiry.
   *
   * @param v4 whether the address is the 32 lower bits of {@code low}; else no IPv4-mapped one
   */
  Verdict check(boolean v4, long high, long low, InstantSource clock) {
    Verdict.Allowed allow = allowed.longest(v4, high, low);
    if (allow != null) {
      return allow;
    }
    PrefixListings here = listings.longest(v4, high, low);
    if (here == null) {
      return Verdict.NotListed.INSTANCE;
    }
    boolean certain =
        CoarseClock.isBefore(clock, here.firstExpiryMillis())
            && exemptions.longest(v4, high, low) == null
            && softMarks.size() == 0;
    if (certain) {
      return here.verdicts().get(0);
    }
    long epochMillis = clock.millis();
    return softened(weighed(v4, high, low, epochMillis), v4, high, low, epochMillis);
  }

  /** A verdict that blocks, as the soft mark that covers the address makes it. */
  private Verdict softened(Verdict verdict, boolean v4, long high, long low, long epochMillis) {
    if (!(verdict instanceof Verdict.Listed)) {
      return verdict;
    }
    Verdict.Removing removing = softMarks.longest(v4, high, low);
    return removing != null && removing.mark().appliesAt(epochMillis) ? removing : verdict;
  }

  /** Everything that covers the address, and why the verdict is what it is. Never throws. */
  public Explanation explain(IpAddress address, Instant now) {
    long epochMillis = Expiry.millis(now);
    List<AllowEntry> allowEntries = new ArrayList<>();
    allowed.forEachCovering(address, (prefix, verdict) -> allowEntries.add(verdict.entry()));
    List<Exemption> exempt = new ArrayList<>();
    exemptions.forEachCovering(
        address,
        (prefix, verdict) -> {
          if (verdict.exemption().appliesAt(epochMillis)) {
            exempt.add(verdict.exemption());
          }
        });
    List<Listing> covering = new ArrayList<>();
    listings.forEachCovering(
        address,
        (prefix, here) ->
            here.verdicts().stream()
                .map(Verdict.Listed::terms)
                .filter(terms -> terms.appliesAt(epochMillis))
                .forEach(terms -> covering.add(new Listing(prefix, terms))));
    Verdict verdict = weighed(address.isV4(), address.high(), address.low(), epochMillis);
    return new Explanation(
        address,
        revision,
        now,
        allowEntries.isEmpty()
            ? softened(verdict, address.isV4(), address.high(), address.low(), epochMillis)
            : new Verdict.Allowed(allowEntries.get(0)),
        allowEntries,
        exempt,
        covering,
        decisive(verdict, covering));
  }

  /**
   * Everything that blocks an address, in the order in which it answers: the most specific prefix
   * first, of one prefix who was first to list. The first is the verdict of {@link #check}; what an
   * exemption answers is left out, and all of it where the allowlist or a soft mark covers the
   * address. Allocates nothing.
   */
  public void forEachBlocking(
      IpAddress address, long epochMillis, Consumer<Verdict.Listed> visitor) {
    forEachBlocking(
        address.isV4(), address.high(), address.low(), address.lengthBits(), epochMillis, visitor);
  }

  /** The same, of the entries that are at most so long. */
  void forEachBlocking(
      boolean v4,
      long high,
      long low,
      int atMost,
      long epochMillis,
      Consumer<Verdict.Listed> visitor) {
    if (allowed.match(v4, high, low, atMost) != PrefixTrie.NO_MATCH) {
      return;
    }
    long mark = softMarks.match(v4, high, low, atMost);
    if (mark != PrefixTrie.NO_MATCH && softMarks.of(mark).mark().appliesAt(epochMillis)) {
      return;
    }
    long match = listings.match(v4, high, low, atMost);
    if (match == PrefixTrie.NO_MATCH) {
      return;
    }
    Verdict.Exempt newest = newestExemption(v4, high, low, atMost, epochMillis);
    Exemption exemption = newest == null ? null : newest.exemption();
    while (match != PrefixTrie.NO_MATCH) {
      List<Verdict.Listed> here = listings.of(match).verdicts();
      for (int i = 0; i < here.size(); i++) {
        ListingTerms terms = here.get(i).terms();
        if (terms.appliesAt(epochMillis) && (exemption == null || !exemption.answers(terms))) {
          visitor.accept(here.get(i));
        }
      }
      match = listings.match(v4, high, low, PrefixTrie.lengthOf(match) - 1);
    }
  }

  /**
   * The whole list as it answers at a time, for a file: each prefix of a listing, and each of an
   * exemption, a soft mark or the allowlist that a listing covers, once, in no order. What is told
   * of a prefix is what {@link #forEachBlocking} tells of those of its addresses that no longer
   * prefix has; an empty list means that nothing blocks them.
   */
  public void forEachAnswer(long epochMillis, BiConsumer<IpPrefix, List<Verdict.Listed>> visitor) {
    new AnswersByPrefix(this, epochMillis).forEach(visitor);
  }

  /**
   * Whether an address of this prefix may be listed. False is certain; true also counts listings
   * that have expired or that an exemption answers. Costs what {@link PrefixTrie#touches} does.
   */
  public boolean mayListWithin(IpPrefix prefix) {
    return listings.trie().touches(prefix);
  }

  /** The listing that blocks, or the most specific of those that an exemption answers. */
  private static @Nullable Listing decisive(Verdict verdict, List<Listing> covering) {
    if (verdict instanceof Verdict.Listed listed) {
      return covering.stream()
          .filter(listing -> listing.terms().equals(listed.terms()))
          .findFirst()
          .orElse(null);
    }
    return verdict instanceof Verdict.Exempt ? covering.get(0) : null;
  }

  /** What every exemption and every listing that covers the address comes to. */
  private Verdict weighed(boolean v4, long high, long low, long epochMillis) {
    Verdict.Exempt newest = newestExemption(v4, high, low, LONGEST, epochMillis);
    Exemption exemption = newest == null ? null : newest.exemption();
    boolean answered = false;
    long match = listings.match(v4, high, low, LONGEST);
    while (match != PrefixTrie.NO_MATCH) {
      PrefixListings here = listings.of(match);
      Verdict.Listed blocks = here.blocking(exemption, epochMillis);
      if (blocks != null) {
        return blocks;
      }
      answered |= here.blocking(null, epochMillis) != null;
      match = listings.match(v4, high, low, PrefixTrie.lengthOf(match) - 1);
    }
    return answered && newest != null ? newest : Verdict.NotListed.INSTANCE;
  }

  /**
   * Of the exemptions that cover the address, are at most so long and apply, the one with the
   * latest cutoff.
   */
  private Verdict.@Nullable Exempt newestExemption(
      boolean v4, long high, long low, int atMost, long epochMillis) {
    Verdict.Exempt newest = null;
    long match = exemptions.match(v4, high, low, atMost);
    while (match != PrefixTrie.NO_MATCH) {
      Verdict.Exempt candidate = exemptions.of(match);
      Exemption exemption = candidate.exemption();
      if (exemption.appliesAt(epochMillis)
          && (newest == null
              || exemption.evidenceCutoff().isAfter(newest.exemption().evidenceCutoff()))) {
        newest = candidate;
      }
      match = exemptions.match(v4, high, low, PrefixTrie.lengthOf(match) - 1);
    }
    return newest;
  }
}
