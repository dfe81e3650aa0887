package io.delist.store.memory;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.ListRegister;
import io.delist.store.memory.MemoryTables.ListingKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MemoryListRegister implements ListRegister {

  private final MemoryTransaction transaction;

  MemoryListRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  private MemoryTables tables() {
    return transaction.tables();
  }

  /** Every transaction of this store has the lock already. */
  @Override
  public void lock() {
    tables();
  }

  @Override
  public long apply(List<Change> changes) {
    if (changes.isEmpty()) {
      return revision();
    }
    changes.forEach(this::apply);
    return tables().append(changes);
  }

  private void apply(Change change) {
    MemoryTables tables = tables();
    IpPrefix prefix = change.prefix();
    if (change instanceof Change.Listed listed) {
      ListingTerms terms = listed.listing().terms();
      setListing(prefix, terms.source(), terms);
    } else if (change instanceof Change.Unlisted unlisted) {
      setListing(prefix, unlisted.source(), null);
    } else if (change instanceof Change.Exempted exempted) {
      tables.exemptions.put(prefix, exempted.exemption());
    } else if (change instanceof Change.ExemptionEnded) {
      tables.exemptions.remove(prefix);
    } else if (change instanceof Change.Softened softened) {
      tables.softMarks.put(prefix, softened.mark());
    } else if (change instanceof Change.Hardened) {
      tables.softMarks.remove(prefix);
    } else if (change instanceof Change.Allowed allowed) {
      tables.allowlist.put(prefix, allowed.entry());
    } else if (change instanceof Change.Disallowed) {
      tables.allowlist.remove(prefix);
    }
  }

  private void setListing(IpPrefix prefix, Source source, @Nullable ListingTerms terms) {
    SortedMap<Source, ListingTerms> bySource = new TreeMap<>(listingsAt(prefix));
    if (terms == null) {
      bySource.remove(source);
    } else {
      bySource.put(source, terms);
    }
    setEnd(new ListingKey(prefix, source), terms == null ? null : terms.expiresAt());
    if (bySource.isEmpty()) {
      tables().listings.remove(prefix);
    } else {
      tables().listings.put(prefix, bySource);
    }
  }

  private void setEnd(ListingKey key, @Nullable Instant end) {
    if (end == null) {
      tables().expiries.remove(key);
    } else {
      tables().expiries.put(key, end);
    }
  }

  private SortedMap<Source, ListingTerms> listingsAt(IpPrefix prefix) {
    SortedMap<Source, ListingTerms> here = tables().listings.get(prefix);
    return here == null ? Collections.emptySortedMap() : here;
  }

  @Override
  public long revision() {
    return tables().revision();
  }

  @Override
  public String epoch() {
    return tables().epoch;
  }

  @Override
  public long readChanges(long afterRevision, Consumer<Change> reader) {
    tables().changesAfter(afterRevision).forEach(reader);
    return revision();
  }

  @Override
  public long changesSince() {
    return tables().changesSince();
  }

  @Override
  public int forgetChanges(long upToRevision) {
    return tables().forgetChanges(Math.min(upToRevision, revision() - 1));
  }

  /** Terms are objects here, which go by themselves. */
  @Override
  public int forgetTerms() {
    tables();
    return 0;
  }

  @Override
  public long readState(Consumer<Change> reader) {
    listings().map(Change.Listed::new).toList().forEach(reader);
    tables().exemptions.values().stream().map(Change.Exempted::new).toList().forEach(reader);
    softMarks().stream().map(Change.Softened::new).forEach(reader);
    allowlist().stream().map(Change.Allowed::new).forEach(reader);
    return revision();
  }

  @Override
  public void readListings(Source source, Consumer<Listing> reader) {
    listings().filter(listing -> listing.terms().source().equals(source)).toList().forEach(reader);
  }

  @Override
  public SortedMap<Source, Long> countBySource() {
    SortedMap<Source, Long> counts = new TreeMap<>();
    listings().forEach(listing -> counts.merge(listing.terms().source(), 1L, Long::sum));
    return counts;
  }

  private Stream<Listing> listings() {
    return tables().listings.entries().entrySet().stream()
        .flatMap(
            here ->
                here.getValue().values().stream().map(terms -> new Listing(here.getKey(), terms)));
  }

  @Override
  public List<Listing> listingsCovering(IpPrefix prefix) {
    return covering(prefix)
        .flatMap(at -> listingsAt(at).values().stream().map(terms -> new Listing(at, terms)))
        .toList();
  }

  @Override
  public List<Exemption> exemptionsCovering(IpPrefix prefix) {
    return covering(prefix).map(tables().exemptions::get).filter(Objects::nonNull).toList();
  }

  @Override
  public List<Exemption> exemptionsWithin(IpPrefix prefix) {
    return tables().exemptions.values().stream()
        .filter(exemption -> prefix.contains(exemption.prefix()))
        .toList();
  }

  @Override
  public List<SoftMark> softMarks() {
    return List.copyOf(tables().softMarks.values());
  }

  @Override
  public Optional<SoftMark> softMark(IpPrefix prefix) {
    return Optional.ofNullable(tables().softMarks.get(prefix));
  }

  @Override
  public List<AllowEntry> allowedCovering(IpPrefix prefix) {
    return covering(prefix).map(tables().allowlist::get).filter(Objects::nonNull).toList();
  }

  @Override
  public List<AllowEntry> allowlist() {
    return List.copyOf(tables().allowlist.values());
  }

  private static Stream<IpPrefix> covering(IpPrefix prefix) {
    return IntStream.iterate(prefix.length(), length -> length >= 0, length -> length - 1)
        .mapToObj(prefix.first()::prefix);
  }
}
