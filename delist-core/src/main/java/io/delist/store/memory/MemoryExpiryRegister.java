package io.delist.store.memory;

import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.ExpiryRegister;
import io.delist.store.memory.MemoryTables.ListingKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class MemoryExpiryRegister implements ExpiryRegister {

  private final MemoryTransaction transaction;

  MemoryExpiryRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  private JournaledMap<ListingKey, Instant> rows() {
    return transaction.tables().expiries;
  }

  @Override
  public List<Listing> due(Instant now, int limit) {
    return rows().entries().entrySet().stream()
        .filter(row -> !row.getValue().isAfter(now))
        .sorted(Map.Entry.comparingByValue())
        .limit(limit)
        .map(row -> listing(row.getKey()))
        .toList();
  }

  private Listing listing(ListingKey key) {
    Map<Source, ListingTerms> here = transaction.tables().listings.get(key.prefix());
    ListingTerms terms = here == null ? null : here.get(key.source());
    if (terms == null) {
      throw new IllegalStateException("an end is kept for " + key + ", which is not listed");
    }
    return new Listing(key.prefix(), terms);
  }

  @Override
  public boolean take(IpPrefix prefix, Source source) {
    ListingKey key = new ListingKey(prefix, source);
    if (rows().get(key) == null) {
      return false;
    }
    rows().remove(key);
    return true;
  }
}
