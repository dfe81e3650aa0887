package io.delist.store.memory;

import static java.util.Comparator.comparing;

import io.delist.store.MailKind;
import io.delist.store.Outbox;
import io.delist.store.OutboxMail;
import io.delist.store.memory.MemoryTables.MailKey;
import io.delist.token.RequestId;
import java.time.Instant;
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
    put(new OutboxMail(requestId, kind, 0, transaction.now(), ""));
  }

  @Override
  public List<OutboxMail> lease(Instant until, int limit) {
    Instant now = transaction.now();
    List<OutboxMail> due =
        rows().values().stream()
            .filter(mail -> !mail.dueAt().isAfter(now))
            .sorted(comparing(OutboxMail::dueAt))
            .limit(limit)
            .toList();
    due.forEach(mail -> put(mail.dueAt(until)));
    return due;
  }

  @Override
  public void remove(RequestId requestId, MailKind kind) {
    rows().remove(new MailKey(requestId, kind));
  }

  @Override
  public void postpone(RequestId requestId, MailKind kind, Instant dueAt, String failure) {
    find(requestId, kind).ifPresent(mail -> put(mail.failed(failure, dueAt)));
  }

  @Override
  public Optional<OutboxMail> find(RequestId requestId, MailKind kind) {
    return Optional.ofNullable(rows().get(new MailKey(requestId, kind)));
  }

  @Override
  public int size() {
    return rows().size();
  }
}
