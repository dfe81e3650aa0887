package io.delist.store.memory;

import static java.util.Comparator.comparing;

import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.Outbox;
import io.delist.store.OutboxMail;
import io.delist.store.memory.MemoryTables.MailKey;
import io.delist.token.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class MemoryOutbox implements Outbox {

  private final MemoryTransaction transaction;

  MemoryOutbox(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  private JournaledMap<MailKey, OutboxMail> rows() {
    return transaction.tables().outbox;
  }

  private void put(OutboxMail mail) {
    rows().put(new MailKey(mail.requestId(), mail.kind()), mail);
  }

  @Override
  public void add(RequestId requestId, MailKind kind) {
    if (find(requestId, kind).isPresent()) {
      throw transaction.failed("request " + requestId + " has a " + kind + " mail already");
    }
    DelistRequest request = transaction.tables().requests.get(requestId);
    String domain = request == null ? "" : request.email().domain();
    Instant now = transaction.now();
    put(new OutboxMail(requestId, kind, domain, 0, now, now, "", false));
  }

  @Override
  public List<OutboxMail> lease(Instant until, int limit, Duration pause) {
    Instant now = transaction.now();
    List<OutboxMail> due = new ArrayList<>();
    for (OutboxMail mail :
        rows().values().stream()
            .filter(mail -> !mail.refused() && !mail.dueAt().isAfter(now))
            .sorted(comparing(OutboxMail::dueAt))
            .toList()) {
      if (due.size() < limit && isDomainsTurn(mail, now, pause)) {
        due.add(mail);
      }
    }
    due.forEach(mail -> put(mail.dueAt(until)));
    return due;
  }

  private boolean isDomainsTurn(OutboxMail mail, Instant now, Duration pause) {
    if (pause.isZero() || mail.domain().isEmpty()) {
      return true;
    }
    Instant next = transaction.tables().paces.get(mail.domain());
    if (next != null && next.isAfter(now)) {
      return false;
    }
    transaction.tables().paces.put(mail.domain(), now.plus(pause));
    return true;
  }

  @Override
  public void remove(RequestId requestId, MailKind kind) {
    rows().remove(new MailKey(requestId, kind));
  }

  @Override
  public void postpone(RequestId requestId, MailKind kind, Instant dueAt, String failure) {
    find(requestId, kind)
        .filter(mail -> !mail.refused())
        .ifPresent(mail -> put(mail.failed(failure, dueAt)));
  }

  @Override
  public void refuse(RequestId requestId, MailKind kind, String words) {
    find(requestId, kind).ifPresent(mail -> put(mail.refused(words)));
  }

  @Override
  public Optional<OutboxMail> find(RequestId requestId, MailKind kind) {
    return Optional.ofNullable(rows().get(new MailKey(requestId, kind)));
  }

  @Override
  public int size() {
    return (int) rows().values().stream().filter(mail -> !mail.refused()).count();
  }
}
