package io.delist.store.memory;

import static java.util.Comparator.comparing;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpPrefix;
import io.delist.store.DelistRequest;
import io.delist.store.RequestRegister;
import io.delist.store.RequestState;
import io.delist.token.RequestId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class MemoryRequestRegister implements RequestRegister {

  private static final int MOST_AT_ONCE = 1_000;
  private static final Comparator<DelistRequest> OLDEST_FIRST = comparing(DelistRequest::createdAt);

  private final MemoryTransaction transaction;

  MemoryRequestRegister(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  private JournaledMap<RequestId, DelistRequest> rows() {
    return transaction.tables().requests;
  }

  private Stream<DelistRequest> all() {
    return rows().values().stream();
  }

  @Override
  public void insert(DelistRequest request) {
    if (rows().get(request.id()) != null) {
      throw transaction.failed("request " + request.id() + " is there already");
    }
    rows().put(request.id(), request);
  }

  @Override
  public Optional<DelistRequest> find(RequestId id) {
    return Optional.ofNullable(rows().get(id));
  }

  @Override
  public boolean replace(DelistRequest read, DelistRequest next) {
    next.requireSuccessorOf(read);
    DelistRequest now = rows().get(read.id());
    if (now == null || !now.isAt(read)) {
      return false;
    }
    rows().put(read.id(), next);
    return true;
  }

  @Override
  public List<DelistRequest> within(IpPrefix prefix, List<RequestState> states, int limit) {
    return all()
        .filter(request -> prefix.contains(request.address()))
        .filter(request -> states.contains(request.state()))
        .sorted(OLDEST_FIRST.reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public void setRevision(RequestId id, long revision) {
    find(id).ifPresent(request -> rows().put(id, request.delistedBy(revision)));
  }

  @Override
  public List<DelistRequest> in(RequestState state, int limit) {
    return all()
        .filter(request -> request.state() == state)
        .sorted(comparing(DelistRequest::stateSince))
        .limit(limit)
        .toList();
  }

  @Override
  public List<DelistRequest> upToRevision(RequestState state, long revision) {
    return all()
        .filter(request -> request.state() == state)
        .filter(request -> request.revision() != null && request.revision() <= revision)
        .sorted(OLDEST_FIRST)
        .limit(MOST_AT_ONCE)
        .toList();
  }

  @Override
  public List<DelistRequest> expired(Instant now) {
    return all()
        .filter(request -> request.state().isOpen() && !request.isOpenAt(now))
        .sorted(OLDEST_FIRST)
        .limit(MOST_AT_ONCE)
        .toList();
  }

  private Stream<DelistRequest> since(List<RequestState> states, Instant before) {
    return all()
        .filter(request -> states.contains(request.state()))
        .filter(request -> request.stateSince().isBefore(before))
        .sorted(comparing(DelistRequest::stateSince));
  }

  @Override
  public List<DelistRequest> withMailbox(List<RequestState> states, Instant before, int limit) {
    return since(states, before)
        .filter(request -> !request.email().isErased())
        .limit(limit)
        .toList();
  }

  @Override
  public void eraseMailbox(RequestId id, EmailAddress kept) {
    find(id).ifPresent(request -> rows().put(id, request.erased(kept)));
  }

  @Override
  public int forget(List<RequestState> states, Instant before, int limit) {
    List<DelistRequest> old = since(states, before).limit(limit).toList();
    old.forEach(request -> rows().remove(request.id()));
    return old.size();
  }
}
