package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable view of the blocklist at one revision: is this address listed, and by what?
 *
 * <p>The precedence, the whole of it: the allowlist beats everything; an exemption beats every
 * listing that covers the address and whose evidence is not newer than the exemption's cutoff;
 * otherwise the most specific listing answers; an expired entry is no entry. Of several exemptions
 * that cover an address the one with the latest cutoff counts; of several sources that list one
 * prefix the first to list answers.
 *
 * <p><b>Cost:</b> {@link #check} of an address that nothing covers, or that one unexpired listing
 * blocks, is two trie lookups and allocates nothing; only an address under an exemption or under an
 * expired entry costs a walk over what covers it. <b>Threads:</b> safe to share without locks. Keep
 * one view for a whole decision.
 */
public final class BlocklistView {

  static final BlocklistView EMPTY =
      new BlocklistView(0, Entries.empty(), Entries.empty(), Entries.empty());

  private final long revision;
  private final Entries<PrefixListings> listings;
  private final Entries<Verdict.Exempt> exemptions;
  private final Entries<Verdict.Allowed> allowed;

  BlocklistView(
      long revision,
      Entries<PrefixListings> listings,
      Entries<Verdict.Exempt> exemptions,
      Entries<Verdict.Allowed> allowed) {
    this.revision = revision;
    this.listings = listings;
    this.exemptions = exemptions;
    this.allowed = allowed;
  }

  /** The store's revision that this shows; 0 before anything was applied. */
  public long revision() {
    return revision;
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
    return List.of(listings.trie(), exemptions.trie(), allowed.trie());
  }

  /**
   * The verdict for an address at a time. Never throws.
   *
   * @param epochMillis the time at which entries are held to apply or to have expired
   */
  public Verdict check(IpAddress address, long epochMillis) {
    Verdict.Allowed allow = allowed.longest(address);
    if (allow != null) {
      return allow;
    }
    PrefixListings here = listings.longest(address);
    if (here == null) {
      return Verdict.NotListed.INSTANCE;
    }
    if (exemptions.longest(address) == null) {
      Verdict.Listed listed = here.blocking(null, epochMillis);
      if (listed != null) {
        return listed;
      }
    }
    return weigh(address, epochMillis).verdict;
  }

  /** Everything that covers the address, and why the verdict is what it is. Never throws. */
  public Explanation explain(IpAddress address, Instant now) {
    long epochMillis = now.toEpochMilli();
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
    Weighing weighing = weigh(address, epochMillis);
    Verdict verdict =
        allowEntries.isEmpty() ? weighing.verdict : new Verdict.Allowed(allowEntries.get(0));
    return new Explanation(
        address, revision, now, verdict, allowEntries, exempt, covering, weighing.decisive);
  }

  private record Weighing(Verdict verdict, @Nullable Listing decisive) {}

  /** The long way: every exemption and every listing that covers the address. */
  private Weighing weigh(IpAddress address, long epochMillis) {
    NewestExemption newest = new NewestExemption(epochMillis);
    exemptions.forEachCovering(address, newest);
    MostSpecific found =
        new MostSpecific(newest.found == null ? null : newest.found.exemption(), epochMillis);
    listings.forEachCovering(address, found);
    if (found.blocking != null) {
      return found.blocking;
    }
    if (found.answered != null && newest.found != null) {
      return new Weighing(newest.found, found.answered);
    }
    return new Weighing(Verdict.NotListed.INSTANCE, null);
  }

  /** Finds the exemption with the latest cutoff. */
  private static final class NewestExemption implements BiConsumer<IpPrefix, Verdict.Exempt> {
    private final long epochMillis;
    private Verdict.@Nullable Exempt found;

    NewestExemption(long epochMillis) {
      this.epochMillis = epochMillis;
    }

    @Override
    public void accept(IpPrefix prefix, Verdict.Exempt candidate) {
      Exemption exemption = candidate.exemption();
      if (exemption.appliesAt(epochMillis)
          && (found == null
              || exemption.evidenceCutoff().isAfter(found.exemption().evidenceCutoff()))) {
        found = candidate;
      }
    }
  }

  /** Finds the most specific listing that blocks, and the most specific that is answered. */
  private static final class MostSpecific implements BiConsumer<IpPrefix, PrefixListings> {
    private final @Nullable Exemption exemption;
    private final long epochMillis;
    private @Nullable Weighing blocking;
    private @Nullable Listing answered;

    MostSpecific(@Nullable Exemption exemption, long epochMillis) {
      this.exemption = exemption;
      this.epochMillis = epochMillis;
    }

    @Override
    public void accept(IpPrefix prefix, PrefixListings here) {
      Verdict.Listed applies = here.blocking(null, epochMillis);
      if (answered == null && applies != null) {
        answered = new Listing(prefix, applies.terms());
      }
      Verdict.Listed blocks = here.blocking(exemption, epochMillis);
      if (blocking == null && blocks != null) {
        blocking = new Weighing(blocks, new Listing(prefix, blocks.terms()));
      }
    }
  }
}
