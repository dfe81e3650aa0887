package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.audit.AuditTrail;
import io.delist.audit.ChainCheck;
import io.delist.blocklist.Verdict;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.OlderDatabase;
import io.delist.store.RequestState;
import io.delist.store.TestDatabase;
import io.delist.store.jdbc.JdbcStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database whose tables are of an older version, with rows in them, is brought to the newest when
 * the library opens it, and goes on working: what was listed is listed, what was taken off is off,
 * and a request that was opened before is confirmed after, by link and by code.
 */
class SchemaUpgradeTest {

  private static final IpAddress BY_LINK = IpAddress.parse("198.51.100.7");
  private static final IpAddress BY_CODE = IpAddress.parse("2001:db8::7");
  private static final IpAddress LATER = IpAddress.parse("198.51.100.8");
  private static final EmailAddress EMAIL = EmailAddress.parse("before@example.net");
  private static final Duration WHILE_IT_WAS_INSTALLED = Duration.ofMinutes(20);
  private static final int REQUESTS_BEFORE = 3;
  private static final int FIRST_WITH_EVERY_STEP = 5;

  static Stream<Arguments> everyOlderVersion() {
    return OlderDatabase.versions()
        .boxed()
        .flatMap(
            version -> Stream.of(Arguments.of(version, "H2"), Arguments.of(version, "POSTGRESQL")));
  }

  @ParameterizedTest(name = "version {0} on {1}")
  @MethodSource("everyOlderVersion")
  void whatWasBegunBeforeIsFinishedAfter(int version, String kind) {
    Supplier<TestDatabase> empty =
        kind.equals("H2") ? TestDatabase::h2InMemory : TestDatabase::postgresql;
    try (TestDatabase rows = empty.get();
        TestDatabase database = empty.get()) {
      Bench before = new Bench(clock -> new JdbcStore(rows.dataSource(), clock));
      before.delisted();
      before.list("198.51.100.0/24", Bench.FEED, null);
      before.list("2001:db8::7/128");
      before.pass(Duration.ofMinutes(1));
      DelistRequest byLink = open(before, BY_LINK);
      DelistRequest byCode = open(before, BY_CODE);
      OlderDatabase.copy(rows, database, version);

      Bench after = new Bench(clock -> new JdbcStore(database.dataSource(), clock));
      after.pass(WHILE_IT_WAS_INSTALLED);
      assertThat(OlderDatabase.version(database)).isEqualTo(OlderDatabase.newest());
      assertThat(after.revision()).isEqualTo(before.revision());
      assertThat(after.waitingMails()).isEqualTo(before.waitingMails());
      assertThat(after.verdict()).isInstanceOf(Verdict.Exempt.class);
      assertThat(verdict(after, BY_LINK)).isInstanceOf(Verdict.Listed.class);
      assertIntact(after);
      assertBaseline(after, version < FIRST_WITH_EVERY_STEP);

      assertThat(after.delisting.confirm(after.linkOf(byLink), Bench.BROWSER, ""))
          .isInstanceOf(Confirmation.Delisted.class);
      assertThat(after.delisting.confirm(after.linkOf(byCode), null, before.proofs.codeOf(byCode)))
          .isInstanceOf(Confirmation.Delisted.class);
      after.replica.follow();
      assertThat(after.find(byLink).state()).isEqualTo(RequestState.REMOVED);
      assertThat(verdict(after, BY_LINK)).isInstanceOf(Verdict.Exempt.class);
      assertThat(verdict(after, BY_CODE)).isInstanceOf(Verdict.Exempt.class);

      // The bench's source of ids is seeded, and those from before are taken.
      for (int i = 0; i < REQUESTS_BEFORE; i++) {
        after.proofs.newId();
      }
      DelistRequest later = open(after, LATER);
      assertThat(after.delisting.confirm(after.linkOf(later), Bench.BROWSER, ""))
          .isInstanceOf(Confirmation.Delisted.class);
      after.pass(Duration.ofMinutes(1));
      after.list("198.51.100.7/32");
      assertThat(after.find(byLink).state()).isEqualTo(RequestState.RELISTED);
      assertIntact(after);
    }
  }

  /** The audit says once that the beginnings of earlier listings are not in it. */
  private static void assertBaseline(Bench bench, boolean wanted) {
    List<AuditEntry> rows = new ArrayList<>();
    bench.store.read(
        transaction -> {
          transaction.audit().read(0, row -> rows.add(row.entry()));
          return true;
        });
    List<AuditEntry> baseline =
        rows.stream().filter(entry -> entry.action().equals("baseline")).toList();
    if (!wanted) {
      assertThat(baseline).isEmpty();
      return;
    }
    assertThat(baseline)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.revision()).isEqualTo(bench.revision());
              assertThat(entry.detail()).startsWith("3 listings are from before");
              assertThat(rows.get(rows.size() - 1)).isEqualTo(entry);
            });
  }

  private static DelistRequest open(Bench bench, IpAddress address) {
    Submission submission = bench.delisting.submit(address, EMAIL, Bench.BROWSER, Locale.ENGLISH);
    assertThat(submission).isInstanceOf(Submission.Accepted.class);
    return ((Submission.Accepted) submission).request();
  }

  private static Verdict verdict(Bench bench, IpAddress address) {
    return bench.replica.blocklist().check(address);
  }

  private static void assertIntact(Bench bench) {
    assertThat(new AuditTrail(bench.store).verify())
        .isInstanceOfSatisfying(
            ChainCheck.Intact.class, intact -> assertThat(intact.rows()).isPositive());
  }
}
