package io.delist.store.jdbc;

import io.delist.store.SuppressionRegister;
import io.delist.token.MailboxMark;
import java.time.Instant;
import java.util.List;

final class JdbcSuppressionRegister implements SuppressionRegister {

  private final Sql sql;
  private final Instant now;

  JdbcSuppressionRegister(Sql sql, Instant now) {
    this.sql = sql;
    this.now = now;
  }

  @Override
  public void add(MailboxMark mailbox) {
    sql.update(
        "suppress a mailbox",
        sql.dialect().upsert("delist_suppression", List.of("mailbox"), List.of("since")),
        mailbox.text(),
        now);
  }

  @Override
  public void remove(MailboxMark mailbox) {
    sql.update(
        "end the suppression of a mailbox",
        "DELETE FROM delist_suppression WHERE mailbox = ?",
        mailbox.text());
  }

  @Override
  public boolean contains(List<MailboxMark> marks) {
    return !sql.list(
            "look for a suppression",
            "SELECT mailbox FROM delist_suppression WHERE mailbox IN ("
                + Sql.marks(marks.size())
                + ")",
            row -> row.text("mailbox"),
            marks.stream().map(MailboxMark::text).toArray())
        .isEmpty();
  }

  @Override
  public int size() {
    return sql.find(
            "count the suppressions",
            "SELECT COUNT(*) AS n FROM delist_suppression",
            row -> row.integer("n"))
        .orElse(0);
  }
}
