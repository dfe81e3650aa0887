package io.delist.blocklist;

import io.delist.net.IpPrefix;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of a {@link Blocklist}: applies changes in the store's order and publishes them
 * one revision at a time, so that a reader sees a revision whole or not at all.
 *
 * <p><b>Threads:</b> one writer at a time; the blocklist may be read by any number meanwhile.
 */
public final class BlocklistProjection {

  private final Blocklist blocklist;
  private EntriesWriter<PrefixListings> listings = new EntriesWriter<>();
  private EntriesWriter<Verdict.Exempt> exemptions = new EntriesWriter<>();
  private EntriesWriter<Verdict.Allowed> allowed = new EntriesWriter<>();
  private EntriesWriter<Verdict.Removing> softMarks = new EntriesWriter<>();
  private @Nullable PrefixListings lastAlone;

  /**
   * @param clock tells when entries expire; read by a check only where an entry that covers the
   *     address may have expired
   */
  public BlocklistProjection(InstantSource clock) {
    this.blocklist = new Blocklist(clock);
  }

  /** The list that this writes; always the same object. */
  public Blocklist blocklist() {
    return blocklist;
  }

  /** Starts from nothing; readers go on seeing the last published state. */
  public void clear() {
    listings = new EntriesWriter<>();
    exemptions = new EntriesWriter<>();
    allowed = new EntriesWriter<>();
    softMarks = new EntriesWriter<>();
  }

  /**
   * Starts from a snapshot and shows it to readers. Changes after its revision may follow, as if
   * those before it had been applied here; only the soft marks, which a snapshot does not hold,
   * have to be told anew.
   */
  public void restore(Snapshot snapshot) {
    BlocklistView view = snapshot.view();
    listings = new EntriesWriter<>(view.listings());
    exemptions = new EntriesWriter<>(view.exemptions());
    allowed = new EntriesWriter<>(view.allowed());
    softMarks = new EntriesWriter<>(view.softMarks());
    blocklist.publish(view);
  }

  /** Takes a change in; readers see it after the next {@link #publish}. */
  public void apply(Change change) {
    if (change instanceof Change.Listed listed) {
      Listing listing = listed.listing();
      listings.put(listing.prefix(), with(listings.at(listing.prefix()), listing.terms()));
    } else if (change instanceof Change.Unlisted unlisted) {
      PrefixListings left = at(unlisted.prefix()).without(unlisted.source());
      if (left.isEmpty()) {
        listings.remove(unlisted.prefix());
      } else {
        listings.put(unlisted.prefix(), left);
      }
    } else if (change instanceof Change.Exempted exempted) {
      exemptions.put(exempted.prefix(), new Verdict.Exempt(exempted.exemption()));
    } else if (change instanceof Change.ExemptionEnded ended) {
      exemptions.remove(ended.prefix());
    } else if (change instanceof Change.Softened softened) {
      softMarks.put(softened.prefix(), new Verdict.Removing(softened.mark()));
    } else if (change instanceof Change.Hardened hardened) {
      softMarks.remove(hardened.prefix());
    } else if (change instanceof Change.Allowed allow) {
      allowed.put(allow.prefix(), new Verdict.Allowed(allow.entry()));
    } else if (change instanceof Change.Disallowed disallowed) {
      allowed.remove(disallowed.prefix());
    }
  }

  /** Shows readers an empty list until the next {@link #publish}; what was applied stays. */
  public void withhold() {
    blocklist.publish(BlocklistView.EMPTY);
  }

  /** Entries of one list mostly have the same terms; those that come in a row share one object. */
  private PrefixListings with(@Nullable PrefixListings before, ListingTerms terms) {
    if (before != null) {
      return before.with(terms);
    }
    PrefixListings alone = lastAlone;
    if (alone == null || !alone.verdicts().get(0).terms().equals(terms)) {
      alone = PrefixListings.NONE.with(terms);
      lastAlone = alone;
    }
    return alone;
  }

  private PrefixListings at(IpPrefix prefix) {
    PrefixListings here = listings.at(prefix);
    return here == null ? PrefixListings.NONE : here;
  }

  /** Shows readers everything applied so far as the state of this revision. */
  public void publish(long revision) {
    blocklist.publish(
        new BlocklistView(
            revision,
            listings.publish(),
            exemptions.publish(),
            allowed.publish(),
            softMarks.publish()));
  }
}
