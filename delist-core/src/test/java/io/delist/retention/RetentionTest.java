package io.delist.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.audit.AuditTrail;
import io.delist.audit.ChainCheck;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.replica.Replica;
import io.delist.retention.Retention.Erased;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import io.delist.store.RequestState;
import io.delist.store.Standing;
import io.delist.store.Store;
import io.delist.store.TestDatabase;
import io.delist.store.jdbc.JdbcStore;
import io.delist.store.memory.MemoryStore;
import io.delist.workflow.Bench;
import io.delist.workflow.Reply;
import io.delist.workflow.Submission;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is erased when; and after its time a mailbox is nowhere in the store. */
@ParameterizedClass
@EnumSource
class RetentionTest {

  enum Kind {
    MEMORY,
    H2,
    POSTGRESQL
  }

  private static final IpPrefix EVERYTHING = IpPrefix.parse("0.0.0.0/0");
  private static final String RELAYS_WORDS = "550 5.1.1 <sender@example.org>: nobody";

  @Parameter Kind kind;
  private @Nullable TestDatabase database;
  private Bench bench;
  private Retention retention;

  @BeforeEach
  void open() {
    AtomicReference<TestDatabase> opened = new AtomicReference<>();
    Function<InstantSource, Store> stores =
        clock -> {
          if (kind == Kind.MEMORY) {
            return new MemoryStore(clock);
          }
          opened.set(kind == Kind.H2 ? TestDatabase.h2InMemory() : TestDatabase.postgresql());
          return new JdbcStore(opened.get().dataSource(), clock);
        };
    bench = new Bench(stores);
    database = opened.get();
    retention = retention(RetentionPolicy.defaults());
  }

  private Retention retention(RetentionPolicy policy) {
    return new Retention(bench.store, bench.proofs.marks(), policy);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private DelistRequest asked(String mailbox) {
    return asked(mailbox, Bench.ADDRESS);
  }

  private DelistRequest asked(String mailbox, IpAddress address) {
    Submission submission =
        bench.delisting.submit(address, EmailAddress.parse(mailbox), Bench.BROWSER, Locale.ENGLISH);
    return ((Submission.Accepted) submission).request();
  }

  /** Requests of every end, all of one mailbox; the relay's words name it. */
  private List<DelistRequest> history() {
    bench.list("203.0.113.9/32");
    bench.pass(Duration.ofMinutes(1));
    DelistRequest refused = asked("sender@example.org");
    bench.mails.refused(refused.id(), MailKind.CONFIRMATION, RELAYS_WORDS);
    DelistRequest expired = asked("Sender@Example.org");
    bench.pass(Duration.ofHours(2));
    bench.settlement.expireRequests();
    DelistRequest undone = asked("sender@example.org");
    bench.delisting.confirm(bench.linkOf(undone), Bench.BROWSER, "");
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    bench.list("203.0.113.9/32");
    bench.list("198.51.100.5/32");
    bench.pass(Duration.ofMinutes(1));
    DelistRequest removed = asked("sender@example.org", IpAddress.parse("198.51.100.5"));
    bench.delisting.confirm(bench.linkOf(removed), Bench.BROWSER, "");
    bench.replica.follow();
    return List.of(refused, expired, undone, removed);
  }

  private int plainMailboxes() {
    String everything = dump().toLowerCase(Locale.ROOT);
    return everything.split("sender@example\\.org", -1).length - 1;
  }

  /** All that is kept: every column of every table. */
  private String dump() {
    if (database == null) {
      return dumpOfMemory();
    }
    StringBuilder dump = new StringBuilder();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery(
              "SELECT table_name FROM information_schema.tables"
                  + " WHERE table_schema = CURRENT_SCHEMA AND LOWER(table_name) LIKE 'delist%'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      assertThat(tables).hasSizeGreaterThan(10);
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
          while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              dump.append(rows.getString(i)).append('\t');
            }
          }
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return dump.toString();
  }

  /** The memory store's tables have no other way out than these. */
  private String dumpOfMemory() {
    StringBuilder dump = new StringBuilder();
    new AuditTrail(bench.store).export(0, dump::append);
    bench.store.read(
        t -> {
          for (RequestState state : RequestState.values()) {
            dump.append(t.requests().within(EVERYTHING, List.of(state), 100));
          }
          t.requests()
              .within(EVERYTHING, List.of(RequestState.values()), 100)
              .forEach(
                  request -> {
                    for (MailKind mail : MailKind.values()) {
                      dump.append(t.outbox().find(request.id(), mail));
                    }
                  });
          return true;
        });
    return dump.toString();
  }

  @Test
  void afterItsTimeAMailboxIsNowhereInTheStoreAndItsMarkIs() {
    List<DelistRequest> requests = history();
    assertThat(plainMailboxes()).isGreaterThanOrEqualTo(5);

    assertThat(retention.turn()).isEqualTo(Erased.NOTHING);
    bench.pass(Duration.ofDays(7).plusHours(3));
    assertThat(retention.turn().mailboxes()).as("all but the delisted one").isEqualTo(3);
    assertThat(bench.find(requests.get(0)).email().isErased()).isTrue();
    assertThat(bench.find(requests.get(3)).email()).isEqualTo(Bench.EMAIL);
    assertThat(bench.mailDesk.relaysWords(requests.get(0), Bench.BROWSER)).isEmpty();

    bench.pass(Duration.ofDays(83));
    assertThat(retention.turn().mailboxes()).isEqualTo(1);

    assertThat(plainMailboxes()).isZero();
    assertThat(dump()).contains(bench.proofs.marks().of(Bench.EMAIL).text());
    assertThat(new AuditTrail(bench.store).verify()).isInstanceOf(ChainCheck.Intact.class);
    assertThat(new AuditTrail(bench.store).explain(requests.get(0).id()))
        .as("the story stays")
        .isNotEmpty();
  }

  @Test
  void whatIsErasedIsErasedOnceAndOneNodeDoesIt() {
    history();
    bench.pass(Duration.ofDays(8));
    Retention otherNode = retention(RetentionPolicy.defaults());
    assertThat(retention.turn().mailboxes()).isEqualTo(3);
    assertThat(otherNode.turn()).as("not within the hour").isEqualTo(Erased.NOTHING);
    bench.pass(Duration.ofHours(1));
    assertThat(otherNode.turn()).as("and then there is nothing left").isEqualTo(Erased.NOTHING);
  }

  @Test
  void anErasedMailboxIsMailedNothing() {
    List<DelistRequest> requests = history();
    bench.pass(Duration.ofDays(91));
    retention.turn();
    assertThat(bench.waitingMails()).isZero();
    assertThat(bench.find(requests.get(3)).email().domain()).isEqualTo("erased.invalid");
  }

  @Test
  void aRemovalThatNoNodeServesAndAReviewThatNobodyDoesKeepNoMailboxForEver() {
    bench.list("203.0.113.9/32");
    bench.list("198.51.100.5/32");
    bench.pass(Duration.ofMinutes(1));
    DelistRequest removing = asked("sender@example.org");
    bench.delisting.confirm(bench.linkOf(removing), Bench.BROWSER, "");
    assertThat(bench.find(removing).state()).isEqualTo(RequestState.REMOVING);
    bench.store.run(
        transaction -> {
          IpPrefix other = IpPrefix.parse("198.51.100.5/32");
          transaction
              .ladder()
              .put(
                  new Standing(other, 2, 2, transaction.now(), transaction.now()),
                  transaction.now().plus(Duration.ofDays(900)));
        });
    DelistRequest review = asked("sender@example.org", IpAddress.parse("198.51.100.5"));
    bench.delisting.confirm(bench.linkOf(review), Bench.BROWSER, "");
    assertThat(bench.find(review).state()).isEqualTo(RequestState.IN_REVIEW);

    bench.pass(Duration.ofDays(90).minusMinutes(1));
    assertThat(retention.turn().mailboxes()).isZero();
    bench.pass(Duration.ofHours(2));
    assertThat(retention.turn().mailboxes()).isEqualTo(2);

    assertThat(plainMailboxes()).isZero();
    assertThat(dump()).contains(bench.proofs.marks().of(Bench.EMAIL).text());
    assertThat(bench.find(removing).state()).isEqualTo(RequestState.REMOVING);
    bench.replica.follow();
    assertThat(bench.find(removing).state()).as("it goes on").isEqualTo(RequestState.REMOVED);
    bench.reviews.approve(review.id(), "kim");
    assertThat(bench.find(review).state()).isEqualTo(RequestState.REMOVING);
  }

  @Test
  void aRefusalIsAppealedAsLongAsItsMailboxIsKeptAndNotAfterwards() {
    bench.delisted();
    DelistRequest held = bench.confirmedAgain();
    bench.reviews.refuse(held.id(), "kim", "No.");
    bench.pass(Duration.ofDays(7).minusMinutes(1));
    retention.turn();
    assertThat(bench.delisting.status(held.id()).orElseThrow().canAppeal()).isTrue();

    bench.pass(Duration.ofHours(2));
    retention.turn();

    assertThat(bench.find(held).email().isErased()).isTrue();
    assertThat(bench.delisting.status(held.id()).orElseThrow().canAppeal()).isFalse();
    assertThat(bench.delisting.appeal(held.id(), Bench.BROWSER, "", "It is stopped."))
        .isEqualTo(new Reply.Unfit(bench.find(held)));
    assertThat(bench.find(held).state()).isEqualTo(RequestState.REFUSED);
    assertThat(bench.waitingMails()).as("nothing to nobody").isZero();
  }

  @Test
  void requestsGoWhenTheirTimeIsOverAndTheirStoryStays() {
    List<DelistRequest> requests = history();
    bench.pass(Duration.ofDays(401));
    assertThat(retention.turn().requests()).isEqualTo(4);
    assertThat(bench.delisting.status(requests.get(0).id())).isEmpty();
    assertThat(new AuditTrail(bench.store).explain(requests.get(0).id())).isNotEmpty();
  }

  @Test
  void oldChangesGoAndANodeThatIsFurtherBehindReadsTheWholeList() {
    history();
    Replica behind =
        new Replica(bench.store, bench.settlement, "node-2", bench.clock, Duration.ofHours(1));
    behind.follow();
    bench.list("203.0.113.77/32");
    bench.list("203.0.113.78/32");
    bench.pass(Duration.ofDays(31));
    bench.list("203.0.113.79/32");

    assertThat(retention.turn().changes()).isGreaterThan(3);

    long since = bench.store.read(t -> t.list().changesSince());
    assertThat(since).isEqualTo(bench.revision() - 1);
    assertThat(behind.blocklist().view().revision()).isLessThan(since);
    behind.follow();
    assertThat(behind.blocklist().view().revision()).isEqualTo(bench.revision());
    assertThat(behind.blocklist().view().listedPrefixes())
        .isEqualTo(bench.replica.blocklist().view().listedPrefixes());
  }

  @Test
  void oldAuditRowsAreCutOffOnlyIfWantedAndTheChainStillHolds() {
    history();
    bench.pass(Duration.ofDays(500));
    bench.list("203.0.113.77/32");
    retention(
            new RetentionPolicy(
                Duration.ofDays(7),
                Duration.ofDays(90),
                Duration.ofDays(400),
                Duration.ofDays(30),
                Duration.ofDays(400)))
        .turn();
    assertThat(new AuditTrail(bench.store).verify())
        .isInstanceOfSatisfying(
            ChainCheck.Intact.class,
            intact -> {
              assertThat(intact.rows()).isBetween(1L, 3L);
              assertThat(intact.start().number()).isGreaterThan(5);
            });
  }

  @Test
  void timesThatContradictEachOtherAreRefused() {
    assertThatThrownBy(
            () ->
                new RetentionPolicy(
                    Duration.ofDays(7),
                    Duration.ofDays(6),
                    Duration.ofDays(400),
                    Duration.ofDays(30),
                    null))
        .hasMessageContaining("delisted mailbox PT144H is too short; must be at least mailbox");
  }
}
