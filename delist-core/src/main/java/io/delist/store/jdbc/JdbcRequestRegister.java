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
          + " state_since, wrong_codes, pressed_at, revision FROM delist_request";
  private static final String OLDEST_FIRST = " ORDER BY created_at, id LIMIT 1000";
  private static final List<String> OPEN_STATES =
      Arrays.stream(RequestState.values()).filter(RequestState::isOpen).map(Enum::name).toList();

  /** As many as delist_mailbox_slot has rows. */
  private static final int MAILBOX_SLOTS = 64;

  private final Sql sql;

  JdbcRequestRegister(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void insert(DelistRequest request) {
    sql.update(
        "insert request " + request.id(),
        "INSERT INTO delist_request (id, address, range_start, email, mailbox, browser, key_id,"
            + " language, created_at, expires_at, state, state_since, wrong_codes, pressed_at,"
            + " revision) VALUES ("
            + Sql.marks(15)
            + ")",
        request.id().toString(),
        request.address().toString(),
        RangeKey.of(request.address()),
        request.email().toString(),
        request.email().canonical(),
        request.browser(),
        request.keyId(),
        request.language().toLanguageTag(),
        request.createdAt(),
        request.expiresAt(),
        request.state().name(),
        request.stateSince(),
        request.wrongCodes(),
        request.pressedAt(),
        request.revision());
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
    int rows =
        sql.update(
            "replace request " + read.id(),
            "UPDATE delist_request SET address = ?, range_start = ?, email = ?, mailbox = ?,"
                + " browser = ?, key_id = ?, language = ?, created_at = ?, expires_at = ?,"
                + " state = ?, state_since = ?, wrong_codes = ?, pressed_at = ?, revision = ?"
                + " WHERE id = ? AND state = ? AND wrong_codes = ?",
            next.address().toString(),
            RangeKey.of(next.address()),
            next.email().toString(),
            next.email().canonical(),
            next.browser(),
            next.keyId(),
            next.language().toLanguageTag(),
            next.createdAt(),
            next.expiresAt(),
            next.state().name(),
            next.stateSince(),
            next.wrongCodes(),
            next.pressedAt(),
            next.revision(),
            read.id().toString(),
            read.state().name(),
            read.wrongCodes());
    return rows == 1;
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

  @Override
  public void lockMailbox(EmailAddress email) {
    sql.list(
        "lock a mailbox",
        "SELECT slot FROM delist_mailbox_slot WHERE slot = ?" + sql.dialect().forUpdate,
        row -> row.integer("slot"),
        Math.floorMod(email.canonical().hashCode(), MAILBOX_SLOTS));
  }

  @Override
  public int countForMailbox(EmailAddress email, Instant since) {
    return sql.find(
            "count a mailbox's requests",
            "SELECT COUNT(*) AS n FROM delist_request WHERE mailbox = ? AND created_at >= ?",
            row -> row.integer("n"),
            email.canonical(),
            since)
        .orElse(0);
  }

  private static DelistRequest request(Row row) throws SQLException {
    return new DelistRequest(
        row.requestId("id"),
        IpAddress.parse(row.text("address")),
        EmailAddress.parse(row.text("email")),
        row.text("browser"),
        row.text("key_id"),
        Locale.forLanguageTag(row.text("language")),
        row.time("created_at"),
        row.time("expires_at"),
        RequestState.valueOf(row.text("state")),
        row.time("state_since"),
        row.integer("wrong_codes"),
        row.timeOrNull("pressed_at"),
        row.numberOrNull("revision"));
  }
}
