package io.delist.store.jdbc;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.DelistRequest;
import io.delist.store.RequestRegister;
import io.delist.store.RequestState;
import io.delist.token.RequestId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class JdbcRequestRegister implements RequestRegister {

  private static final String SELECT =
      "SELECT id, address, email, browser, key_id, language, created_at, expires_at, state,"
          + " state_since, wrong_codes, pressed_at, revision, "
          + CaseworkTable.SELECTED
          + " FROM delist_request LEFT JOIN delist_casework ON request_id = id";
  private static final String OLDEST_FIRST = " ORDER BY created_at, id LIMIT 1000";
  private static final List<String> OPEN_STATES =
      Arrays.stream(RequestState.values()).filter(RequestState::isOpen).map(Enum::name).toList();

  private final Sql sql;

  JdbcRequestRegister(Sql sql) {
    this.sql = sql;
  }

  /** Every column but the id, in the order of {@link #values}. */
  private static final List<String> COLUMNS =
      List.of(
          "address",
          "range_start",
          "email",
          "mailbox",
          "browser",
          "key_id",
          "language",
          "created_at",
          "expires_at",
          "state",
          "state_since",
          "wrong_codes",
          "pressed_at",
          "revision");

  private static List<@Nullable Object> values(DelistRequest request) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(request.address().toString());
    values.add(RangeKey.of(request.address()));
    values.add(request.email().toString());
    values.add(request.email().canonical());
    values.add(request.browser());
    values.add(request.keyId());
    values.add(request.language().toLanguageTag());
    values.add(request.createdAt());
    values.add(request.expiresAt());
    values.add(request.state().name());
    values.add(request.stateSince());
    values.add(request.wrongCodes());
    values.add(request.pressedAt());
    values.add(request.revision());
    return values;
  }

  @Override
  public void insert(DelistRequest request) {
    List<@Nullable Object> parameters = values(request);
    parameters.add(request.id().toString());
    sql.update(
        "insert request " + request.id(),
        "INSERT INTO delist_request ("
            + String.join(", ", COLUMNS)
            + ", id) VALUES ("
            + Sql.marks(parameters.size())
            + ")",
        parameters.toArray());
    if (request.casework().steps() > 0) {
      CaseworkTable.put(sql, request);
    }
  }

  @Override
  public Optional<DelistRequest> find(RequestId id) {
    return sql.find(
        "find request " + id,
        SELECT + " WHERE id = ?",
        JdbcRequestRegister::request,
        id.toString());
  }

  @Override
  public boolean replace(DelistRequest read, DelistRequest next) {
    next.requireSuccessorOf(read);
    if (!CaseworkTable.lockIfAt(sql, read)) {
      return false;
    }
    List<@Nullable Object> parameters = values(next);
    parameters.add(read.id().toString());
    parameters.add(read.state().name());
    parameters.add(read.wrongCodes());
    int rows =
        sql.update(
            "replace request " + read.id(),
            "UPDATE delist_request SET "
                + String.join(" = ?, ", COLUMNS)
                + " = ? WHERE id = ? AND state = ? AND wrong_codes = ?",
            parameters.toArray());
    if (rows == 1 && next.casework().steps() != read.casework().steps()) {
      CaseworkTable.put(sql, next);
    }
    return rows == 1;
  }

  @Override
  public void setRevision(RequestId id, long revision) {
    sql.update(
        "set the revision of request " + id,
        "UPDATE delist_request SET revision = ? WHERE id = ?",
        revision,
        id.toString());
  }

  @Override
  public List<DelistRequest> in(RequestState state, int limit) {
    return sql.list(
        "find requests by state",
        SELECT + " WHERE state = ? ORDER BY state_since, id LIMIT ?",
        JdbcRequestRegister::request,
        state.name(),
        limit);
  }

  @Override
  public List<DelistRequest> within(IpPrefix prefix, List<RequestState> states, int limit) {
    if (states.isEmpty()) {
      return List.of();
    }
    List<@Nullable Object> parameters =
        new ArrayList<>(List.of(RangeKey.of(prefix.first()), RangeKey.of(prefix.last())));
    states.forEach(state -> parameters.add(state.name()));
    parameters.add(limit);
    return sql.list(
        "find requests in a range",
        SELECT
            + " WHERE range_start BETWEEN ? AND ? AND state IN ("
            + Sql.marks(states.size())
            + ") ORDER BY created_at DESC, id LIMIT ?",
        JdbcRequestRegister::request,
        parameters.toArray());
  }

  @Override
  public List<DelistRequest> upToRevision(RequestState state, long revision) {
    return sql.list(
        "find requests by revision",
        SELECT + " WHERE state = ? AND revision <= ?" + OLDEST_FIRST,
        JdbcRequestRegister::request,
        state.name(),
        revision);
  }

  @Override
  public List<DelistRequest> expired(Instant now) {
    List<@Nullable Object> parameters = new ArrayList<>(OPEN_STATES);
    parameters.add(now);
    return sql.list(
        "find expired requests",
        SELECT
            + " WHERE state IN ("
            + Sql.marks(OPEN_STATES.size())
            + ") AND expires_at <= ?"
            + OLDEST_FIRST,
        JdbcRequestRegister::request,
        parameters.toArray());
  }

  private static final String SINCE = " WHERE state IN (%s) AND state_since < ?";

  private static @Nullable Object[] since(List<RequestState> states, Instant before, int limit) {
    List<@Nullable Object> parameters = new ArrayList<>(states.stream().map(Enum::name).toList());
    parameters.add(before);
    parameters.add(limit);
    return parameters.toArray();
  }

  @Override
  public List<DelistRequest> withMailbox(List<RequestState> states, Instant before, int limit) {
    return sql.list(
        "find mailboxes to erase",
        SELECT
            + SINCE.formatted(Sql.marks(states.size()))
            + " AND email NOT LIKE '%@erased.invalid' ORDER BY state_since, id LIMIT ?",
        JdbcRequestRegister::request,
        since(states, before, limit));
  }

  @Override
  public void eraseMailbox(RequestId id, EmailAddress kept) {
    String doing = "erase the mailbox of request " + id;
    sql.update(
        doing,
        "UPDATE delist_request SET email = ?, mailbox = ? WHERE id = ?",
        kept.toString(),
        kept.canonical(),
        id.toString());
    sql.update(
        doing,
        "UPDATE delist_casework SET question = '', answer = '', refusal = ''"
            + " WHERE request_id = ?",
        id.toString());
  }

  @Override
  public int forget(List<RequestState> states, Instant before, int limit) {
    String doing = "delete old requests";
    List<String> ids =
        sql.list(
            doing,
            "SELECT id FROM delist_request"
                + SINCE.formatted(Sql.marks(states.size()))
                + " ORDER BY state_since, id LIMIT ?",
            row -> row.text("id"),
            since(states, before, limit));
    for (String delete :
        List.of(
            "DELETE FROM delist_casework WHERE request_id = ?",
            "DELETE FROM delist_request WHERE id = ?")) {
      try (Batch batch = sql.batch(doing, delete)) {
        ids.forEach(batch::add);
        batch.finish();
      }
    }
    return ids.size();
  }

  private static DelistRequest request(Row row) throws SQLException {
    return new DelistRequest(
        row.requestId("id"),
        IpAddress.parse(row.text("address")),
        EmailAddress.parseUtf8(row.text("email")),
        row.text("browser"),
        row.text("key_id"),
        Locale.forLanguageTag(row.text("language")),
        row.time("created_at"),
        row.time("expires_at"),
        RequestState.valueOf(row.text("state")),
        row.time("state_since"),
        row.integer("wrong_codes"),
        row.timeOrNull("pressed_at"),
        row.numberOrNull("revision"),
        CaseworkTable.read(row));
  }
}
