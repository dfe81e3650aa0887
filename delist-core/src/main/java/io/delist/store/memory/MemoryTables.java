package io.delist.store.memory;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.SoftMark;
import io.delist.blocklist.Source;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditRow;
import io.delist.store.DelistRequest;
import io.delist.store.LimitKey;
import io.delist.store.LimitRow;
import io.delist.store.MailKind;
import io.delist.store.NodeStatus;
import io.delist.store.OutboxMail;
import io.delist.store.RequestTimer;
import io.delist.store.Standing;
import io.delist.store.TaskRegister;
import io.delist.store.TimerKind;
import io.delist.token.MailboxMark;
import io.delist.token.RequestId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Everything that a memory store keeps. Guarded by the store's lock. */
final class MemoryTables {

  /** A standing, and when nothing is left of it. */
  record Remembered(Standing standing, Instant fadesAt) {}

  /** Which listing. */
  record ListingKey(IpPrefix prefix, Source source) {}

  /** Which timer. */
  record TimerKey(RequestId requestId, TimerKind kind) {}

  /** Which mail. */
  record MailKey(RequestId requestId, MailKind kind) {}

  final Journal journal = new Journal();
  final String epoch = UUID.randomUUID().toString();

  final JournaledMap<IpPrefix, SortedMap<Source, ListingTerms>> listings =
      JournaledMap.sorted(journal);

  /** When the end of a listing is to be booked; those that are booked are not in. */
  final JournaledMap<ListingKey, Instant> expiries = new JournaledMap<>(HashMap::new, journal);

  final JournaledMap<IpPrefix, Exemption> exemptions = JournaledMap.sorted(journal);
  final JournaledMap<IpPrefix, SoftMark> softMarks = JournaledMap.sorted(journal);
  final JournaledMap<IpPrefix, AllowEntry> allowlist = JournaledMap.sorted(journal);
  final JournaledMap<RequestId, DelistRequest> requests =
      new JournaledMap<>(LinkedHashMap::new, journal);
  final JournaledMap<TimerKey, RequestTimer> timers =
      new JournaledMap<>(LinkedHashMap::new, journal);
  final JournaledMap<IpPrefix, Remembered> standings = JournaledMap.sorted(journal);
  final JournaledMap<MailKey, OutboxMail> outbox = new JournaledMap<>(LinkedHashMap::new, journal);

  /** What the limits have counted, by part. */
  final List<JournaledMap<LimitKey, LimitRow>> limits =
      IntStream.range(0, LimitKey.POOLS * LimitKey.PARTS)
          .mapToObj(part -> new JournaledMap<LimitKey, LimitRow>(HashMap::new, journal))
          .toList();

  final JournaledMap<String, NodeStatus> nodes = JournaledMap.sorted(journal);

  /** Domain, and until when no mail to it is taken. */
  final JournaledMap<String, Instant> paces = JournaledMap.sorted(journal);

  final JournaledMap<MailboxMark, Instant> suppressions =
      new JournaledMap<>(LinkedHashMap::new, journal);
  final JournaledMap<TaskRegister.Task, Instant> tasks = JournaledMap.sorted(journal);

  final JournaledMap<Long, AuditRow> audit = JournaledMap.sorted(journal);

  /** Where the audit log begins and ends: keys 0 and 1. */
  private final JournaledMap<Integer, AuditLink> auditLinks = JournaledMap.sorted(journal);

  private final TreeMap<Long, List<Change>> changes = new TreeMap<>();

  long revision() {
    return changes.isEmpty() ? 0 : changes.lastKey();
  }

  long append(List<Change> next) {
    long revision = revision() + 1;
    changes.put(revision, List.copyOf(next));
    journal.onRollback(() -> changes.remove(revision));
    return revision;
  }

  long changesSince() {
    return changes.isEmpty() ? 0 : changes.firstKey() - 1;
  }

  int forgetChanges(long upTo) {
    SortedMap<Long, List<Change>> old = new TreeMap<>(changes.headMap(upTo, true));
    changes.keySet().removeAll(old.keySet());
    journal.onRollback(() -> changes.putAll(old));
    return old.values().stream().mapToInt(List::size).sum();
  }

  List<Change> changesAfter(long revision) {
    return changes.tailMap(revision, false).values().stream().flatMap(List::stream).toList();
  }

  AuditLink auditStart() {
    return link(0);
  }

  void auditStart(AuditLink start) {
    auditLinks.put(0, start);
  }

  AuditLink auditEnd() {
    return link(1);
  }

  private AuditLink link(int which) {
    AuditLink link = auditLinks.get(which);
    return link == null ? AuditLink.START : link;
  }

  void append(AuditEntry entry) {
    AuditRow row = auditEnd().follow(entry);
    audit.put(row.number(), row);
    auditLinks.put(1, AuditLink.at(row));
  }
}
