package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpPrefix;
import io.delist.request.Ladder;
import io.delist.request.LadderPolicy;
import io.delist.request.ListingState;
import io.delist.store.AuditEntry;
import io.delist.store.AuditRow;
import io.delist.store.RequestState;
import io.delist.store.Standing;
import io.delist.store.Store;
import io.delist.token.RequestId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An auditor who has the audit log, the policy and the two machines' tables, and nothing else: the
 * states that its rows add up to. A step that the machine does not know fails.
 */
final class Replay {

  /** What may come before each step; null is a prefix of which nothing was told. */
  private static final Map<ListingState, Set<ListingState>> AFTER =
      new EnumMap<>(ListingState.class);

  static {
    AFTER.put(ListingState.CLEARED, Set.of(ListingState.REMOVED));
    AFTER.put(ListingState.RELISTED, Set.of(ListingState.REMOVED));
    AFTER.put(ListingState.EXPIRED, Set.of(ListingState.ACTIVE));
  }

  private final LadderPolicy ladder;
  private final Map<IpPrefix, ListingState> listings = new HashMap<>();
  private final Map<RequestId, ListingState> ofRequests = new HashMap<>();
  private final Map<RequestId, RequestState> requests = new HashMap<>();
  private final Map<IpPrefix, Standing> standings = new HashMap<>();
  private final Map<ListingState, Integer> seen = new EnumMap<>(ListingState.class);
  private long last;

  Replay(DelistPolicy policy) {
    ladder = policy.requests().ladder();
  }

  /** Reads the rows that came since. */
  void readOn(Store store) {
    store.read(
        transaction -> {
          transaction.audit().read(last, this::read);
          return true;
        });
  }

  private void read(AuditRow row) {
    assertThat(row.number()).isEqualTo(last + 1);
    last = row.number();
    AuditEntry entry = row.entry();
    RequestId id = entry.requestId();
    if (id != null) {
      RequestLedger.stateIn(entry).ifPresent(state -> requests.put(id, state));
    }
    if (entry.action().startsWith(ListingBook.STATE_ACTION)) {
      ListingState to =
          ListingState.valueOf(entry.action().substring(ListingBook.STATE_ACTION.length()));
      assertThat(entry.prefix()).as("no step in sum: %s", entry).isNotNull();
      step(entry, to);
    }
  }

  private void step(AuditEntry entry, ListingState to) {
    seen.merge(to, 1, Integer::sum);
    IpPrefix prefix = entry.prefix();
    RequestId id = entry.requestId();
    ListingState from = id == null ? listings.get(prefix) : ofRequests.get(id);
    if (to == ListingState.ACTIVE) {
      assertThat(from).as("%s begins once", entry).isNotEqualTo(ListingState.ACTIVE);
    } else if (AFTER.containsKey(to)) {
      assertThat(AFTER.get(to)).as("%s after %s", entry, from).contains(from);
    } else {
      assertThat(isBlocked(prefix, entry)).as("%s ends what blocks", entry).isTrue();
    }
    if (id != null) {
      ofRequests.put(id, to);
    }
    listings.put(prefix, to);
    boolean counts = to == ListingState.REMOVED || to == ListingState.RELISTED;
    if (counts && !entry.detail().equals(ListingLedger.OFF_ALREADY)) {
      count(prefix, entry, to);
    }
  }

  /** A request may come to its removal after what listed the address ended by itself. */
  private boolean isBlocked(IpPrefix prefix, AuditEntry entry) {
    return entry.requestId() != null
        || listings.entrySet().stream()
            .anyMatch(at -> at.getValue() == ListingState.ACTIVE && at.getKey().contains(prefix));
  }

  private void count(IpPrefix prefix, AuditEntry entry, ListingState to) {
    for (IpPrefix counted : List.of(prefix, Ladder.net(prefix))) {
      Standing before = standings.getOrDefault(counted, Standing.clean(counted, entry.at()));
      standings.put(
          counted,
          to == ListingState.REMOVED
              ? Ladder.delisted(entry.at(), before, ladder)
              : Ladder.struck(entry.at(), before, ladder));
    }
  }

  @Nullable ListingState listing(IpPrefix prefix) {
    return listings.get(prefix);
  }

  @Nullable ListingState listingOf(RequestId id) {
    return ofRequests.get(id);
  }

  @Nullable RequestState request(RequestId id) {
    return requests.get(id);
  }

  Set<IpPrefix> onTheLadder() {
    return standings.keySet();
  }

  Optional<Standing> standing(IpPrefix prefix) {
    return Optional.ofNullable(standings.get(prefix));
  }

  /** The steps that were read. */
  Set<ListingState> seen() {
    return seen.keySet();
  }
}
