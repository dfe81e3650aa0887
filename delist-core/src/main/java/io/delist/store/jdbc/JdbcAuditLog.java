package io.delist.store.jdbc;

import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditLog;
import io.delist.store.AuditRow;
import io.delist.token.MailboxMark;
import io.delist.token.RequestId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries wait for the end of the transaction: the lock on the chain's end is the last one taken,
 * so nobody who holds it waits for anybody, and it is held for an insert, an update and the commit.
 */
final class JdbcAuditLog implements AuditLog {

  static final String INSERT =
      "INSERT INTO delist_audit (chain_no, hash, done_at, actor, action, request_id, prefix,"
          + " revision, rule, mailbox, detail) VALUES ("
          + Sql.marks(11)
          + ")";
  private static final String SELECT =
      "SELECT chain_no, hash, done_at, actor, action, request_id, prefix, revision, rule, mailbox,"
          + " detail FROM delist_audit";
  private static final String IN_ORDER = " ORDER BY chain_no";
  private static final String LINKS =
      "SELECT end_no, end_hash, start_no, start_hash FROM delist_audit_chain WHERE id = 1";
  private static final int MOST_CUT = 10_000;
  private static final AuditEntry UNREADABLE =
      new AuditEntry(
          Instant.EPOCH, "", "unreadable", null, null, null, "what stands here cannot be read");

  private final Sql sql;
  private final List<AuditEntry> unwritten = new ArrayList<>();

  JdbcAuditLog(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void append(AuditEntry entry) {
    sql.requireOpen();
    unwritten.add(entry);
  }

  /** Numbers, chains and writes what was appended. To be called right before the commit. */
  void write() {
    if (unwritten.isEmpty()) {
      return;
    }
    String doing = "write the audit log";
    AuditLink end =
        link("lock the audit log", LINKS + sql.dialect().forUpdate, "end_no", "end_hash");
    try (Batch rows = sql.batch(doing, INSERT)) {
      for (AuditEntry entry : unwritten) {
        AuditRow row = end.follow(entry);
        rows.add(columns(row));
        end = AuditLink.at(row);
      }
      rows.finish();
    }
    sql.update(
        doing,
        "UPDATE delist_audit_chain SET end_no = ?, end_hash = ? WHERE id = 1",
        end.number(),
        end.hash());
    unwritten.clear();
  }

  private static @Nullable Object[] columns(AuditRow row) {
    AuditEntry entry = row.entry();
    return new @Nullable Object[] {
      row.number(),
      row.hash(),
      entry.at(),
      entry.actor(),
      entry.action(),
      Objects.toString(entry.requestId(), null),
      Objects.toString(entry.prefix(), null),
      entry.revision(),
      entry.rule(),
      Objects.toString(entry.mailbox(), null),
      entry.detail()
    };
  }

  @Override
  public List<AuditEntry> of(RequestId requestId) {
    return entries(
        sql.list(
            "read the audit log of request " + requestId,
            SELECT + " WHERE request_id = ?" + IN_ORDER,
            JdbcAuditLog::row,
            requestId.toString()),
        unwritten.stream().filter(entry -> requestId.equals(entry.requestId())));
  }

  @Override
  public List<AuditEntry> of(IpPrefix prefix) {
    return entries(
        sql.list(
            "read the audit log of " + prefix,
            SELECT + " WHERE prefix = ?" + IN_ORDER,
            JdbcAuditLog::row,
            prefix.toString()),
        unwritten.stream().filter(entry -> Objects.equals(prefix, entry.prefix())));
  }

  private static List<AuditEntry> entries(List<AuditRow> written, Stream<AuditEntry> own) {
    return Stream.concat(written.stream().map(AuditRow::entry), own).toList();
  }

  @Override
  public List<AuditRow> about(RequestId requestId, IpPrefix prefix) {
    return sql.list(
        "read the audit log of request " + requestId + " and " + prefix,
        SELECT + " WHERE request_id = ? OR prefix = ?" + IN_ORDER,
        JdbcAuditLog::row,
        requestId.toString(),
        prefix.toString());
  }

  @Override
  public void read(long afterNumber, long most, Consumer<AuditRow> reader) {
    sql.stream(
        "read the audit log",
        SELECT + " WHERE chain_no > ?" + IN_ORDER + " LIMIT ?",
        JdbcAuditLog::row,
        reader,
        afterNumber,
        most);
  }

  @Override
  public AuditLink end() {
    return link("read the end of the audit log", LINKS, "end_no", "end_hash");
  }

  @Override
  public AuditLink start() {
    return link("read the start of the audit log", LINKS, "start_no", "start_hash");
  }

  private AuditLink link(String doing, String select, String number, String hash) {
    return sql.find(doing, select, row -> new AuditLink(row.number(number), row.text(hash)))
        .orElseThrow(
            () -> sql.failed(doing, new IllegalStateException("delist_audit_chain has no row 1")));
  }

  @Override
  public long lastRevisionBefore(Instant time) {
    return sql.find(
            "find the revision at a time",
            "SELECT COALESCE(MAX(revision), 0) AS n FROM delist_audit WHERE done_at < ?",
            row -> row.number("n"),
            time)
        .orElse(0L);
  }

  @Override
  public int cutBefore(Instant time) {
    String doing = "cut the audit log";
    AuditLink from = start();
    long last =
        sql.find(
                doing,
                "SELECT MIN(chain_no) AS n FROM delist_audit WHERE done_at >= ?",
                row -> Optional.ofNullable(row.numberOrNull("n")),
                time)
            .flatMap(found -> found)
            .orElse(end().number());
    Optional<AuditLink> to =
        sql.find(
            doing,
            "SELECT chain_no, hash FROM delist_audit WHERE chain_no < ? AND chain_no <= ?"
                + " ORDER BY chain_no DESC LIMIT 1",
            row -> new AuditLink(row.number("chain_no"), row.text("hash")),
            last,
            from.number() + MOST_CUT);
    return to.map(link -> cut(doing, link)).orElse(0);
  }

  private int cut(String doing, AuditLink to) {
    sql.update(
        doing,
        "UPDATE delist_audit_chain SET start_no = ?, start_hash = ? WHERE id = 1",
        to.number(),
        to.hash());
    return sql.update(doing, "DELETE FROM delist_audit WHERE chain_no <= ?", to.number());
  }

  /**
   * A row that nobody here has written, since it cannot be read, still has its place: its hash will
   * not be right.
   */
  private static AuditRow row(Row row) throws SQLException {
    long number = row.number("chain_no");
    try {
      return new AuditRow(number, entry(row), row.text("hash"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return new AuditRow(number, UNREADABLE, "");
    }
  }

  private static AuditEntry entry(Row row) throws SQLException {
    String mailbox = row.textOrNull("mailbox");
    return new AuditEntry(
        row.time("done_at"),
        row.text("actor"),
        row.text("action"),
        row.textOrNull("request_id") == null ? null : row.requestId("request_id"),
        row.textOrNull("prefix") == null ? null : row.prefix("prefix"),
        row.numberOrNull("revision"),
        row.textOrNull("rule"),
        mailbox == null ? null : new MailboxMark(mailbox),
        row.text("detail"));
  }
}
