package io.delist.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditLog;
import io.delist.store.AuditRow;
import io.delist.store.memory.MemoryStore;
import io.delist.token.MailboxMark;
import io.delist.token.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Whatever is done to rows that the memory store wrote, the first of them is found. */
class ChainVerifierPropertyTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** What somebody has made of a field. */
  private static final List<UnaryOperator<AuditEntry>> CHANGES =
      List.of(
          e -> with(e, e.at().plusMillis(1), e.actor(), e.action(), e.detail()),
          e -> with(e, e.at(), e.actor() + "x", e.action(), e.detail()),
          e -> with(e, e.at(), e.actor(), "un" + e.action(), e.detail()),
          e -> with(e, e.at(), e.actor(), e.action(), e.detail() + " "),
          // The same characters in other fields.
          e -> with(e, e.at(), e.actor() + e.action(), "", e.detail()),
          e ->
              full(e, e.requestId() == null ? new RequestId(1, 2) : null, e.prefix(), e.revision()),
          e -> full(e, e.requestId(), IpPrefix.parse("198.51.100.1/32"), e.revision()),
          e -> full(e, e.requestId(), e.prefix(), e.revision() == null ? 0L : e.revision() + 1),
          e -> e.by(e.rule() == null ? "" : e.rule() + "x"),
          e -> e.about(new MailboxMark("k9-00112233445566778899aabbccddeeff")));

  private static AuditEntry with(
      AuditEntry e, Instant at, String actor, String action, String detail) {
    return new AuditEntry(
        at, actor, action, e.requestId(), e.prefix(), e.revision(), e.rule(), e.mailbox(), detail);
  }

  private static AuditEntry full(
      AuditEntry e,
      @Nullable RequestId requestId,
      @Nullable IpPrefix prefix,
      @Nullable Long revision) {
    return new AuditEntry(
        e.at(),
        e.actor(),
        e.action(),
        requestId,
        prefix,
        revision,
        e.rule(),
        e.mailbox(),
        e.detail());
  }

  @Provide
  Arbitrary<AuditEntry> entries() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.of("visitor", "operator", "timer", "feed:drop"),
            Arbitraries.of("list", "refusal", "request.REMOVED"),
            Arbitraries.longs().between(0, 3).injectNull(0.3),
            Arbitraries.of("not-listed", "allowlisted").injectNull(0.5),
            Arbitraries.strings().ofMaxLength(20))
        .as(
            (millis, actor, action, number, rule, detail) -> {
              AuditEntry entry =
                  new AuditEntry(
                      NOON.plusMillis(millis),
                      actor,
                      action,
                      number == null ? null : new RequestId(number, 7),
                      IpPrefix.parse("192.0.2.7/32"),
                      number,
                      detail);
              return rule == null ? entry : entry.by(rule);
            });
  }

  @Provide
  Arbitrary<List<AuditEntry>> logs() {
    return entries().list().ofMinSize(2).ofMaxSize(12);
  }

  private static List<AuditRow> written(List<AuditEntry> entries) {
    MemoryStore store = new MemoryStore(() -> NOON);
    entries.forEach(entry -> store.run(transaction -> transaction.audit().append(entry)));
    List<AuditRow> rows = new ArrayList<>();
    store.read(
        transaction -> {
          transaction.audit().read(0, rows::add);
          return true;
        });
    assertThat(new AuditTrail(store).verify())
        .isEqualTo(new ChainCheck.Intact(rows.size(), AuditLink.START, last(rows)));
    return rows;
  }

  private static AuditLink last(List<AuditRow> rows) {
    return AuditLink.at(rows.get(rows.size() - 1));
  }

  private static ChainCheck verify(List<AuditRow> rows, AuditLink end) {
    return ChainVerifier.verify(new Rows(rows, end), null);
  }

  private static void assertBrokenAt(long number, List<AuditRow> rows, AuditLink end) {
    assertThat(verify(rows, end))
        .isInstanceOfSatisfying(
            ChainCheck.Broken.class, broken -> assertThat(broken.number()).isEqualTo(number));
  }

  @Property(tries = 300)
  void aChangeOfAnyFieldIsFound(
      @ForAll("logs") List<AuditEntry> entries,
      @ForAll @IntRange(max = 11) int where,
      @ForAll @IntRange(max = 9) int what) {
    List<AuditRow> rows = written(entries);
    int at = where % rows.size();
    AuditRow row = rows.get(at);
    AuditEntry changed = CHANGES.get(what).apply(row.entry());
    AuditLink end = last(rows);
    rows.set(at, new AuditRow(row.number(), changed, row.hash()));
    assertBrokenAt(at + 1, rows, end);
  }

  @Property(tries = 300)
  void aRowThatIsTakenOutIsFoundAlsoWhenTheOthersCloseUp(
      @ForAll("logs") List<AuditEntry> entries,
      @ForAll @IntRange(max = 11) int where,
      @ForAll boolean closeUp) {
    List<AuditRow> rows = written(entries);
    AuditLink end = last(rows);
    int at = where % rows.size();
    rows.remove(at);
    if (closeUp) {
      rows.replaceAll(
          row ->
              row.number() > at + 1
                  ? new AuditRow(row.number() - 1, row.entry(), row.hash())
                  : row);
    }
    assertBrokenAt(at + 1, rows, end);
  }

  @Property(tries = 300)
  void aRowThatIsPutInIsFound(
      @ForAll("logs") List<AuditEntry> entries,
      @ForAll("entries") AuditEntry added,
      @ForAll @IntRange(max = 12) int where) {
    List<AuditRow> rows = written(entries);
    AuditLink end = last(rows);
    int at = where % (rows.size() + 1);
    AuditLink before = at == 0 ? AuditLink.START : AuditLink.at(rows.get(at - 1));
    rows.replaceAll(
        row -> row.number() > at ? new AuditRow(row.number() + 1, row.entry(), row.hash()) : row);
    // With a hash that is right for its place: what follows does not know it.
    rows.add(at, before.follow(added));
    ChainCheck check = verify(rows, end);
    assertThat(check)
        .isInstanceOfSatisfying(
            ChainCheck.Broken.class,
            broken -> assertThat(broken.number()).isBetween(at + 1L, at + 2L));
  }

  @Property(tries = 300)
  void twoRowsThatChangePlacesAreFound(
      @ForAll("logs") List<AuditEntry> entries,
      @ForAll @IntRange(max = 11) int one,
      @ForAll @IntRange(max = 11) int other) {
    List<AuditRow> rows = written(entries);
    AuditLink end = last(rows);
    int first = Math.min(one % rows.size(), other % rows.size());
    int second = Math.max(one % rows.size(), other % rows.size());
    if (first == second) {
      return;
    }
    Collections.swap(rows, first, second);
    rows.set(first, moved(rows.get(first), first + 1));
    rows.set(second, moved(rows.get(second), second + 1));
    assertBrokenAt(first + 1, rows, end);
  }

  private static AuditRow moved(AuditRow row, long number) {
    return new AuditRow(number, row.entry(), row.hash());
  }

  @Property(tries = 100)
  void aLogThatIsRewrittenFromARowOnIsFoundByAnyNoteOfALaterRow(
      @ForAll("logs") List<AuditEntry> entries,
      @ForAll @IntRange(max = 11) int where,
      @ForAll @IntRange(max = 11) int noted) {
    List<AuditRow> rows = written(entries);
    int at = where % rows.size();
    AuditLink note = AuditLink.at(rows.get(at + noted % (rows.size() - at)));
    AuditLink link = at == 0 ? AuditLink.START : AuditLink.at(rows.get(at - 1));
    for (int i = at; i < rows.size(); i++) {
      AuditEntry entry = rows.get(i).entry();
      rows.set(i, link.follow(i == at ? CHANGES.get(3).apply(entry) : entry));
      link = AuditLink.at(rows.get(i));
    }
    assertThat(verify(rows, link))
        .as("nobody noted anything")
        .isInstanceOf(ChainCheck.Intact.class);
    assertThat(ChainVerifier.verify(new Rows(rows, link), note))
        .isInstanceOfSatisfying(
            ChainCheck.Broken.class,
            broken -> assertThat(broken.number()).isEqualTo(note.number()));
  }

  /** A log as somebody left it. */
  private record Rows(List<AuditRow> rows, AuditLink end) implements AuditLog {

    @Override
    public void append(AuditEntry entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<AuditEntry> of(RequestId requestId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<AuditEntry> of(IpPrefix prefix) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<AuditRow> about(RequestId requestId, IpPrefix prefix) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void read(long afterNumber, long most, Consumer<AuditRow> reader) {
      rows.forEach(reader);
    }

    @Override
    public long lastRevisionBefore(Instant time) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AuditLink start() {
      return AuditLink.START;
    }

    @Override
    public int cutBefore(Instant time) {
      throw new UnsupportedOperationException();
    }
  }
}
