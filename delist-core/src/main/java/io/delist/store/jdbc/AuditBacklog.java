package io.delist.store.jdbc;

import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditRow;
import io.delist.token.RequestId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;

/**
 * Chains the rows of an audit log that was kept before there was a chain, in the order in which
 * they were written. Can be run again; rows that are chained already stay.
 */
final class AuditBacklog {

  private static final int ROWS_AT_ONCE = 1_000;

  private AuditBacklog() {}

  static void chain(Connection connection) throws SQLException {
    AuditLink end = end(connection);
    try (Statement select = connection.createStatement();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE delist_audit SET chain_no = ?, hash = ? WHERE id = ?")) {
      select.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet rows =
          select.executeQuery(
              "SELECT id, done_at, actor, action, request_id, prefix, revision, detail"
                  + " FROM delist_audit WHERE chain_no IS NULL ORDER BY id")) {
        while (rows.next()) {
          AuditRow row = end.follow(entry(rows));
          update.setLong(1, row.number());
          update.setString(2, row.hash());
          update.setLong(3, rows.getLong("id"));
          update.executeUpdate();
          end = AuditLink.at(row);
        }
      }
    }
    write(connection, end);
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE delist_audit ALTER COLUMN chain_no SET NOT NULL");
      statement.execute("ALTER TABLE delist_audit ALTER COLUMN hash SET NOT NULL");
    }
  }

  private static AuditLink end(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet last =
            statement.executeQuery(
                "SELECT chain_no, hash FROM delist_audit WHERE chain_no IS NOT NULL"
                    + " ORDER BY chain_no DESC LIMIT 1")) {
      return last.next() ? new AuditLink(last.getLong(1), last.getString(2)) : AuditLink.START;
    }
  }

  private static void write(Connection connection, AuditLink end) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE delist_audit_chain SET end_no = ?, end_hash = ? WHERE id = 1")) {
      update.setLong(1, end.number());
      update.setString(2, end.hash());
      update.executeUpdate();
    }
  }

  private static AuditEntry entry(ResultSet rows) throws SQLException {
    String requestId = rows.getString("request_id");
    String prefix = rows.getString("prefix");
    long revision = rows.getLong("revision");
    Long revisionOrNull = rows.wasNull() ? null : revision;
    return new AuditEntry(
        rows.getObject("done_at", OffsetDateTime.class).toInstant(),
        rows.getString("actor"),
        rows.getString("action"),
        requestId == null ? null : RequestId.parse(requestId).orElse(null),
        prefix == null ? null : IpPrefix.parse(prefix),
        revisionOrNull,
        rows.getString("detail"));
  }
}
