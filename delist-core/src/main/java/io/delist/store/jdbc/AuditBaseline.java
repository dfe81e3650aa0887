package io.delist.store.jdbc;

import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Says in the audit log of a database that is brought to the version with which every step of a
 * listing is booked how many listings are from before, whose beginning no row tells. Whoever
 * replays the log begins there with the list as it stood at that revision.
 */
final class AuditBaseline {

  /** The audit log's action. */
  static final String ACTION = "baseline";

  private AuditBaseline() {}

  /** Adds the row, if anything is listed. */
  static void write(Connection connection, Instant now) throws SQLException {
    long listed = number(connection, "SELECT COUNT(*) FROM delist_listing");
    if (listed == 0) {
      return;
    }
    long revision = number(connection, "SELECT revision FROM delist_meta WHERE id = 1");
    AuditRow row =
        end(connection)
            .follow(
                new AuditEntry(
                    now.truncatedTo(ChronoUnit.MILLIS),
                    "upgrade",
                    ACTION,
                    null,
                    null,
                    revision,
                    listed
                        + " listings are from before every step was booked; no row tells their"
                        + " beginning"));
    insert(connection, row);
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE delist_audit_chain SET end_no = ?, end_hash = ? WHERE id = 1")) {
      update.setLong(1, row.number());
      update.setString(2, row.hash());
      update.executeUpdate();
    }
  }

  private static void insert(Connection connection, AuditRow row) throws SQLException {
    AuditEntry entry = row.entry();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO delist_audit (chain_no, hash, done_at, actor, action, revision, detail)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, row.number());
      insert.setString(2, row.hash());
      insert.setObject(3, entry.at().atOffset(ZoneOffset.UTC));
      insert.setString(4, entry.actor());
      insert.setString(5, entry.action());
      insert.setObject(6, entry.revision());
      insert.setString(7, entry.detail());
      insert.executeUpdate();
    }
  }

  /** The chain's end, locked to the end of the transaction. */
  private static AuditLink end(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet end =
            statement.executeQuery(
                "SELECT end_no, end_hash FROM delist_audit_chain WHERE id = 1 FOR UPDATE")) {
      return end.next() ? new AuditLink(end.getLong(1), end.getString(2)) : AuditLink.START;
    }
  }

  private static long number(Connection connection, String select) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(select)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }
}
