package io.delist.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A database as an older version of the library left it: its own tables, made by the scripts up to
 * that version, with the rows of a newer database as far as these tables have room for them.
 */
public final class OlderDatabase {

  /** The database numbers them itself. */
  private static final String OWN_NUMBERS = "delist_audit.id";

  private OlderDatabase() {}

  /** All versions but the newest. */
  public static IntStream versions() {
    return IntStream.rangeClosed(1, newest() - 1);
  }

  public static int newest() {
    return (int) IntStream.iterate(1, n -> script(n) != null, n -> n + 1).count();
  }

  /** The version that a database says it has. */
  public static int version(TestDatabase database) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT schema_version FROM delist_meta")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes the tables of a version in an empty database, and copies what they have room for. */
  public static void copy(TestDatabase from, TestDatabase to, int version) {
    List<String> tables = new ArrayList<>();
    for (int step = 1; step <= version; step++) {
      for (String statement : statements(String.valueOf(script(step)))) {
        to.execute(statement);
        if (statement.startsWith("CREATE TABLE IF NOT EXISTS ")) {
          tables.add(statement.split("[ (]+", -1)[5]);
        }
      }
    }
    try (Connection source = from.dataSource().getConnection();
        Connection target = to.dataSource().getConnection()) {
      for (String table : tables) {
        copy(source, target, table);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    to.execute("UPDATE delist_meta SET schema_version = " + version);
  }

  private static void copy(Connection source, Connection target, String table) throws SQLException {
    List<String> columns = columns(target, table);
    String names = String.join(", ", columns);
    String order = table.equals("delist_audit") ? " ORDER BY id" : "";
    String values = String.join(", ", Collections.nCopies(columns.size(), "?"));
    try (Statement clear = target.createStatement();
        Statement select = source.createStatement();
        ResultSet rows = select.executeQuery("SELECT " + names + " FROM " + table + order);
        PreparedStatement insert =
            target.prepareStatement(
                "INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")")) {
      clear.execute("DELETE FROM " + table);
      while (rows.next()) {
        for (int i = 1; i <= columns.size(); i++) {
          insert.setObject(i, rows.getObject(i));
        }
        insert.executeUpdate();
      }
    }
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
      ResultSetMetaData shape = none.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= shape.getColumnCount(); i++) {
        String column = shape.getColumnName(i).toLowerCase(Locale.ROOT);
        if (!OWN_NUMBERS.equals(table + "." + column)) {
          columns.add(column);
        }
      }
      return columns;
    }
  }

  private static @Nullable String script(int version) {
    String name = "/io/delist/store/jdbc/schema-" + version + ".sql";
    try (InputStream in = OlderDatabase.class.getResourceAsStream(name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> statements(String script) {
    String bare =
        script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    return Arrays.stream(bare.split(";\n|;$", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
