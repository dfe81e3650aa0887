package io.delist.store.memory;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.NodeStatus;
import io.delist.store.OutboxMail;
import io.delist.token.RequestId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Everything that a memory store keeps. Guarded by the store's lock. */
final class MemoryTables {

  /** Which mail. */
  record MailKey(RequestId requestId, MailKind kind) {}

  final Journal journal = new Journal();
  final String epoch = UUID.randomUUID().toString();

  final JournaledMap<IpPrefix, SortedMap<Source, ListingTerms>> listings =
      JournaledMap.sorted(journal);
  final JournaledMap<IpPrefix, Exemption> exemptions = JournaledMap.sorted(journal);
  final JournaledMap<IpPrefix, AllowEntry> allowlist = JournaledMap.sorted(journal);
  final JournaledMap<RequestId, DelistRequest> requests =
      new JournaledMap<>(LinkedHashMap::new, journal);
  final JournaledMap<MailKey, OutboxMail> outbox = new JournaledMap<>(LinkedHashMap::new, journal);
  final JournaledMap<String, NodeStatus> nodes = JournaledMap.sorted(journal);

  private final TreeMap<Long, List<Change>> changes = new TreeMap<>();
  private final List<AuditEntry> audit = new ArrayList<>();

  long revision() {
    return changes.isEmpty() ? 0 : changes.lastKey();
  }

  long append(List<Change> next) {
    long revision = revision() + 1;
    changes.put(revision, List.copyOf(next));
    journal.onRollback(() -> changes.remove(revision));
    return revision;
  }

  List<Change> changesAfter(long revision) {
    return changes.tailMap(revision, false).values().stream().flatMap(List::stream).toList();
  }

  void append(AuditEntry entry) {
    audit.add(entry);
    journal.onRollback(() -> audit.remove(audit.size() - 1));
  }

  List<AuditEntry> audit() {
    return audit;
  }
}
