package io.delist.store;

import static io.delist.store.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.audit.AuditTrail;
import io.delist.audit.ChainCheck;
import io.delist.net.IpPrefix;
import io.delist.store.jdbc.JdbcStore;
import io.delist.token.MailboxMark;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever somebody does to the rows in the database, verifying finds the first of them. */
class AuditTamperingTest {

  enum Kind {
    H2,
    POSTGRESQL
  }

  private static final int ROWS = 12;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final String COLUMNS =
      "chain_no, hash, done_at, actor, action, request_id, prefix, revision, rule, mailbox, detail";

  /** What an UPDATE may set; each is another value than the one that is there. */
  private static final List<String> CHANGES =
      List.of(
          "done_at = done_at + INTERVAL '1' SECOND",
          "actor = 'nobody'",
          "action = 'request.REMOVED'",
          "request_id = NULL",
          "request_id = 'no id'",
          "prefix = '198.51.100.7/32'",
          "prefix = NULL",
          "prefix = 'no prefix'",
          "revision = revision + 1",
          "revision = NULL",
          "rule = 'another'",
          "rule = NULL",
          "mailbox = NULL",
          "mailbox = 'someone@example.org'",
          "detail = ''",
          "detail = detail || ' '",
          "hash = '" + "0".repeat(64) + "'",
          "hash = ''");

  private static final Map<Kind, TestDatabase> DATABASES = new EnumMap<>(Kind.class);

  @BeforeContainer
  static void fill() {
    for (Kind kind : Kind.values()) {
      TestDatabase database =
          kind == Kind.H2 ? TestDatabase.h2InMemory() : TestDatabase.postgresql();
      DATABASES.put(kind, database);
      JdbcStore store = new JdbcStore(database.dataSource(), () -> NOON);
      for (int i = 1; i <= ROWS; i++) {
        AuditEntry entry =
            new AuditEntry(
                    NOON.plusMillis(i),
                    "visitor",
                    "refusal",
                    id(i),
                    IpPrefix.parse("192.0.2." + i + "/32"),
                    (long) i,
                    "detail " + i)
                .by("not-listed")
                .about(new MailboxMark("k1-00112233445566778899aabbccddeeff"));
        store.run(transaction -> transaction.audit().append(entry));
      }
      database.execute("CREATE TABLE kept AS SELECT * FROM delist_audit");
      assertThat(verify(kind)).isInstanceOf(ChainCheck.Intact.class);
    }
  }

  @AfterContainer
  static void close() {
    DATABASES.values().forEach(TestDatabase::close);
  }

  private static TestDatabase database(Kind kind) {
    TestDatabase database = DATABASES.get(kind);
    if (database == null) {
      throw new AssertionError(kind);
    }
    return database;
  }

  private static ChainCheck verify(Kind kind) {
    return new AuditTrail(new JdbcStore(database(kind).dataSource(), () -> NOON)).verify();
  }

  private static void assertFound(Kind kind, long number, String... tampering) {
    for (String sql : tampering) {
      database(kind).execute(sql);
    }
    try {
      assertThat(verify(kind))
          .as("%s after %s", kind, String.join("; ", tampering))
          .isInstanceOfSatisfying(
              ChainCheck.Broken.class, broken -> assertThat(broken.number()).isEqualTo(number));
    } finally {
      database(kind).execute("DELETE FROM delist_audit");
      database(kind)
          .execute("INSERT INTO delist_audit (" + COLUMNS + ") SELECT " + COLUMNS + " FROM kept");
    }
    assertThat(verify(kind)).as("put back").isInstanceOf(ChainCheck.Intact.class);
  }

  @Property(tries = 60)
  void aChange(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 1, max = ROWS) int row,
      @ForAll @IntRange(max = 17) int change) {
    assertFound(
        kind, row, "UPDATE delist_audit SET " + CHANGES.get(change) + " WHERE chain_no = " + row);
  }

  @Property(tries = 30)
  void aDeletion(
      @ForAll Kind kind, @ForAll @IntRange(min = 1, max = ROWS) int row, @ForAll boolean closeUp) {
    String delete = "DELETE FROM delist_audit WHERE chain_no = " + row;
    if (closeUp) {
      assertFound(kind, row, delete, shift(row, -1), BACK);
    } else {
      assertFound(kind, row, delete);
    }
  }

  @Property(tries = 30)
  void aDeletionOfTheEnd(@ForAll Kind kind, @ForAll @IntRange(min = 1, max = ROWS) int from) {
    assertFound(kind, from, "DELETE FROM delist_audit WHERE chain_no >= " + from);
  }

  @Property(tries = 30)
  void anInsertion(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 0, max = ROWS) int after,
      @ForAll @IntRange(min = 1, max = ROWS) int like) {
    String copy = COLUMNS.replace("chain_no", Integer.toString(after + 1));
    // A copy of the row that would stand there anyway is found where the next one stands twice.
    int found = like == after + 1 ? after + 2 : after + 1;
    assertFound(
        kind,
        found,
        shift(after, 1),
        BACK,
        "INSERT INTO delist_audit ("
            + COLUMNS
            + ") SELECT "
            + copy
            + " FROM kept WHERE chain_no = "
            + like);
  }

  @Property(tries = 30)
  void aSwap(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 1, max = ROWS) int one,
      @ForAll @IntRange(min = 1, max = ROWS) int other) {
    if (one != other) {
      assertFound(
          kind,
          Math.min(one, other),
          "UPDATE delist_audit SET chain_no = -1 WHERE chain_no = " + one,
          "UPDATE delist_audit SET chain_no = " + one + " WHERE chain_no = " + other,
          "UPDATE delist_audit SET chain_no = " + other + " WHERE chain_no = -1");
    }
  }

  private static final String BACK =
      "UPDATE delist_audit SET chain_no = -chain_no WHERE chain_no < 0";

  /** Moves the rows after one; through negative numbers, since numbers are unique at every step. */
  private static String shift(int after, int by) {
    return "UPDATE delist_audit SET chain_no = -(chain_no + " + by + ") WHERE chain_no > " + after;
  }
}
