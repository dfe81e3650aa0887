package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Guard;
import io.delist.blocklist.GuardLimits;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Objection;
import io.delist.blocklist.ReasonCode;
import io.delist.feed.FeedEntry;
import io.delist.feed.FeedFormat;
import io.delist.feed.FeedValue;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.Store;
import io.delist.store.jdbc.JdbcStore;
import io.delist.store.memory.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each guard that looks at a list as a whole, by its id. */
class ReloadGuardsTest {

  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");

  @TempDir private Path directory;
  private final Store store = new MemoryStore(InstantSource.fixed(NOW));
  private ListingGuard guard = new ListingGuard(GuardLimits.defaults());

  private static String addresses(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> IpAddress.ofV4(0x0808_0000 + i).toString())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private FeedReload reload() {
    return new FeedReload(new ListingDesk(store, guard, DelistPolicy.defaults()), guard);
  }

  private static Feed feed(boolean allowWide) {
    return new Feed(
        "drop.txt",
        FeedFormat.CIDR,
        new ListingDesk.Grounds(Bench.FEED, ReasonCode.BANNED, "", null, null),
        allowWide);
  }

  private FeedReload.Outcome load(String text) {
    return reload().load(write(text), feed(false));
  }

  private Path write(String text) {
    try {
      return Files.writeString(directory.resolve("drop.txt"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> listed() {
    List<String> listed = new ArrayList<>();
    store.read(
        transaction -> {
          transaction
              .list()
              .readListings(Bench.FEED, listing -> listed.add(listing.prefix().toString()));
          return "";
        });
    return listed;
  }

  private FeedReload.Outcome.Held assertHeld(FeedReload.Outcome outcome, Guard... guards) {
    assertThat(outcome).isInstanceOf(FeedReload.Outcome.Held.class);
    FeedReload.Outcome.Held held = (FeedReload.Outcome.Held) outcome;
    assertThat(held.objections().stream().map(Objection::guard)).containsExactly(guards);
    return held;
  }

  private void limits(Consumer<GuardLimits.Builder> change) {
    GuardLimits.Builder builder = GuardLimits.builder();
    change.accept(builder);
    guard = new ListingGuard(builder.build());
  }

  @Test
  void changeShare() {
    load(addresses(0, 100));

    FeedReload.Outcome.Held held = assertHeld(load(addresses(11, 110)), Guard.CHANGE_SHARE);

    assertThat(held.objections().get(0).text())
        .isEqualTo(
            "would change 21 entries, 10 new and 11 gone, 21.0 % of 100 (limit 20.0 %)"
                + " (guard change-share)");
    assertThat(listed()).hasSize(100).contains("8.8.0.0/32");
    assertThat(load(addresses(10, 110)))
        .as("a fifth exactly")
        .isInstanceOf(FeedReload.Outcome.Loaded.class);
  }

  @Test
  void changeShareLooksAtShortListsToo() {
    load(addresses(0, 5));

    assertThat(load(addresses(0, 4)))
        .as("a fifth exactly")
        .isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertHeld(load(addresses(0, 5)), Guard.CHANGE_SHARE);
  }

  @Test
  void changeShareLetsFewChangesPassWhereItIsToldSo() {
    limits(limits -> limits.fewChanges(10).littleSpace(1024));
    load(addresses(0, 5));

    assertThat(load(addresses(4, 9))).isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertThat(load(addresses(4, 19)))
        .as("ten of them are new")
        .isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertHeld(load(addresses(4, 30)), Guard.CHANGE_SHARE);
  }

  @Test
  void changeShareCountsPrefixesAndNotWhatIsSaidOfThem() {
    load(addresses(0, 100));
    Feed otherCode =
        new Feed(
            "drop.txt",
            FeedFormat.CIDR,
            new ListingDesk.Grounds(Bench.FEED, new ReasonCode(612), "new words", null, null),
            false);

    FeedReload.Outcome outcome = reload().load(write(addresses(0, 100)), otherCode);

    assertThat(((FeedReload.Outcome.Loaded) outcome).changes()).isEqualTo(100);
  }

  @Test
  void coveredSpaceHoldsWhatDoublesIt() {
    limits(limits -> limits.littleSpace(0));
    load(addresses(0, 100));

    assertHeld(
        load(addresses(0, 100) + "8.8.1.0/26\n8.8.1.64/27\n8.8.1.96/30\n"), Guard.COVERED_SPACE);
    assertThat(load(addresses(0, 100) + "8.8.1.0/26\n8.8.1.64/27\n8.8.1.96/31\n"))
        .as("198 of 100")
        .isInstanceOf(FeedReload.Outcome.Loaded.class);
  }

  @Test
  void coveredSpaceOfTheOtherFamilyIsNoGrowth() {
    load(addresses(0, 100));

    assertThat(load(addresses(0, 100) + "2a00:1450:1::/48\n"))
        .isInstanceOf(FeedReload.Outcome.Loaded.class);
  }

  @Test
  void aSecondIpv6AddressBesideManyOfIpv4IsNoGrowthThatHoldsTheList() {
    load(addresses(0, 1000) + "2a00:1450::1\n");

    assertThat(load(addresses(0, 1000) + "2a00:1450::1\n2a00:1451::1\n"))
        .isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertHeld(
        load(addresses(0, 1000) + "2a00:1450::1\n2a00:1451::1\n2a00:1452::/39\n"),
        Guard.COVERED_SPACE);
  }

  @Test
  void aSecondIpv4AddressBesideManyOfIpv6IsNoGrowthThatHoldsTheList() {
    String sites =
        IntStream.range(0, 1000)
            .mapToObj(i -> "2a00:1450:" + Integer.toHexString(i) + "::/48")
            .collect(Collectors.joining("\n", "", "\n"));
    load(sites + "8.8.8.8\n");

    assertThat(load(sites + "8.8.8.8\n9.9.9.0/25\n")).isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertHeld(load(sites + "8.8.8.8\n9.9.9.0/25\n11.1.0.0/22\n"), Guard.COVERED_SPACE);
  }

  @Test
  void coveredSpace() {
    limits(limits -> limits.littleSpace(1024));
    load(addresses(0, 100));

    FeedReload.Outcome.Held held =
        assertHeld(load(addresses(0, 100) + "9.9.0.0/16\n"), Guard.COVERED_SPACE);

    assertThat(held.objections().get(0).text())
        .isEqualTo(
            "would cover 65636 IPv4 addresses, up from 100 (held from 2.0 times as many)"
                + " (guard covered-space)");
    assertThat(listed()).doesNotContain("9.9.0.0/16");
    assertThat(load(addresses(0, 100) + "9.9.0.0/22\n"))
        .as("1024 addresses are little space")
        .isInstanceOf(FeedReload.Outcome.Loaded.class);
  }

  @Test
  void coveredSpaceOfIpv6IsCountedInBlocksOf64() {
    limits(limits -> limits.littleSpace(1024).fewChanges(10));
    load("2a00:1450:1::/48\n");

    FeedReload.Outcome.Held held =
        assertHeld(load("2a00:1450:1::/48\n2a00:1500::/37\n"), Guard.COVERED_SPACE);
    assertThat(held.objections().get(0).text())
        .startsWith("would cover 134283264 /64 of IPv6, up from 65536 (held from 2.0 times");
    assertThat(load("2a00:1450:1::/48\n2a00:1500::/38\n"))
        .as("1024 sites of /48 are little space")
        .isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertHeld(load("2a00:1450:1::/48\n2a00:1500::/36\n"), Guard.COVERED_SPACE);
  }

  @Test
  void totalSpaceHoldsAFirstListToo() {
    String wide =
        IntStream.range(0, 700)
            .mapToObj(i -> (11 + i / 256) + "." + i % 256 + ".0.0/16")
            .collect(Collectors.joining("\n"));

    FeedReload.Outcome.Held held = assertHeld(load(wide), Guard.TOTAL_SPACE);

    assertThat(held.objections().get(0).text())
        .isEqualTo("would list 1.1 % of IPv4 (limit 1.0 %) (guard total-space)");
    assertThat(listed()).isEmpty();
  }

  @Test
  void totalSpaceHoldsAFirstListOfMoreOfIpv6ThanAHundredthOfWhatIsRouted() {
    String most =
        IntStream.range(0, 2048)
            .mapToObj(i -> "2a%02x:%x::/32".formatted(i / 256, 0x1000 + i % 256))
            .collect(Collectors.joining("\n", "", "\n"));

    FeedReload.Outcome.Held held = assertHeld(load(most + "2a0f:ffff::1\n"), Guard.TOTAL_SPACE);

    assertThat(held.objections().get(0).text())
        .isEqualTo("would list 2049 /32 of IPv6 (limit 2048 /32) (guard total-space)");
    assertThat(listed()).isEmpty();
    assertThat(load(most)).isInstanceOf(FeedReload.Outcome.Loaded.class);
  }

  @Test
  void empty() {
    load("8.8.8.8\n");

    FeedReload.Outcome.Held held = assertHeld(load("# nothing today\n"), Guard.EMPTY);

    assertThat(held.objections().get(0).text())
        .isEqualTo("holds no entry that can be listed; 1 are listed (guard empty)");
    assertThat(listed()).containsExactly("8.8.8.8/32");
    assertHeld(load(""), Guard.EMPTY);
    assertHeld(load("10.0.0.1\n"), Guard.EMPTY);
  }

  @Test
  void aFirstLoadOfAnEmptySourceIsNoReload() {
    assertThat(load("# nothing yet\n")).isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertThat(load(addresses(0, 5_000))).isInstanceOf(FeedReload.Outcome.Loaded.class);
  }

  @Test
  void canaryThatMustNotBeListed() {
    limits(limits -> limits.mustNotBeListed(IpAddress.parse("8.8.8.8")));

    FeedReload.Outcome.Held held = assertHeld(load("8.8.8.0/24\n9.9.9.9\n"), Guard.CANARY);

    assertThat(held.objections().get(0).text())
        .isEqualTo("8.8.8.0/24 would list 8.8.8.8, which must not be listed (guard canary)");
    assertThat(listed()).isEmpty();
    assertThat(load("8.8.9.0/24\n")).isInstanceOf(FeedReload.Outcome.Loaded.class);
  }

  @Test
  void canaryThatMustBeListed() {
    limits(
        limits ->
            limits.mustBeListed(
                Bench.FEED, List.of(IpAddress.parse("8.8.8.8"), IpAddress.parse("2a00:1450::1"))));

    FeedReload.Outcome.Held held = assertHeld(load("8.8.8.0/24\n"), Guard.CANARY);

    assertThat(held.objections().get(0).text())
        .isEqualTo("2a00:1450::1 would not be listed, which must be (guard canary)");
    assertThat(load("8.8.8.0/24\n2a00:1450::/48\n")).isInstanceOf(FeedReload.Outcome.Loaded.class);
  }

  private static final IpAddress CANARY = IpAddress.parse("8.8.8.8");

  private ListOutcome replaceWithAnExpiredCanary() {
    FeedValue over = new FeedValue(null, "", null, NOW.minusSeconds(1), "", null);
    return new ListingDesk(store, guard, DelistPolicy.defaults())
        .replace(
            new SourceReplacement(
                feed(false).grounds(),
                List.of(
                    new FeedEntry(IpPrefix.parse("8.8.8.8/32"), over),
                    new FeedEntry(IpPrefix.parse("9.9.9.9/32"), FeedValue.NONE)),
                false,
                null,
                now -> Optional.empty()))
        .outcome();
  }

  @Test
  void aCanaryThatOnlyATooWidePrefixCoversIsNotTakenForListed() {
    limits(limits -> limits.mustBeListed(Bench.FEED, List.of(CANARY)));
    ListingDesk desk = new ListingDesk(store, guard, DelistPolicy.defaults());

    ListOutcome outcome =
        desk.replace(
            feed(false).grounds(),
            List.of(IpPrefix.parse("8.0.0.0/7"), IpPrefix.parse("45.1.1.1/32")));

    assertThat(((ListOutcome.Held) outcome).why()).contains("8.8.8.8 would not be listed");
    assertThat(listed()).isEmpty();
  }

  @Test
  void aCanaryWhoseEntryHasExpiredIsNotTakenForListed() {
    limits(limits -> limits.mustBeListed(Bench.FEED, List.of(CANARY)));

    assertThat(replaceWithAnExpiredCanary()).isInstanceOf(ListOutcome.Held.class);
    assertThat(listed()).isEmpty();
  }

  @Test
  void aCanaryThatMustNotBeListedAndWhoseEntryHasExpiredHoldsNothing() {
    limits(limits -> limits.mustNotBeListed(CANARY));

    assertThat(replaceWithAnExpiredCanary()).isInstanceOf(ListOutcome.Done.class);
    assertThat(listed()).containsExactly("9.9.9.9/32");
  }

  @Test
  void aCanaryThatTheAllowlistCoversIsNotTakenForListed() {
    limits(limits -> limits.mustBeListed(Bench.FEED, List.of(CANARY)));
    new ListingDesk(store, guard, DelistPolicy.defaults())
        .allow(new AllowEntry(IpPrefix.parse("8.8.8.0/24"), "partner"));

    assertHeld(load("8.8.8.8\n9.9.9.9\n"), Guard.CANARY);
    assertThat(listed()).isEmpty();
  }

  @Test
  void allowlist() {
    ListingDesk desk = new ListingDesk(store, guard, DelistPolicy.defaults());
    desk.allow(new AllowEntry(IpPrefix.parse("8.8.8.0/24"), "partner"));

    FeedReload.Outcome outcome = load("8.8.8.8\n8.8.0.0/16\n9.9.9.9\n");

    assertThat(outcome).isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertThat(listed())
        .as("what is around it is listed, and beaten by it at lookup")
        .containsExactlyInAnyOrder("8.8.0.0/16", "9.9.9.9/32");
  }

  @Test
  void wholeSpaceAndShortestPrefixAndSpecialPurposePassOverTheLineAloneAndNameTheGuard() {
    FeedReload.Outcome outcome =
        load("8.8.8.8\n0.0.0.0/0\n::/0\n0.0.0.0/1\n8.0.0.0/8\n10.0.0.0/24\n");

    assertThat(outcome.problems())
        .extracting(Object::toString)
        .satisfiesExactly(
            line -> assertThat(line).contains("drop.txt, line 2: ").contains("guard whole-space"),
            line -> assertThat(line).contains("line 3: ").contains("guard whole-space"),
            line -> assertThat(line).contains("line 4: ").contains("guard shortest-prefix"),
            line ->
                assertThat(line)
                    .contains("line 5: ")
                    .contains("override allow-wide")
                    .contains("guard shortest-prefix"),
            line -> assertThat(line).contains("line 6: ").contains("guard special-purpose"));
    assertThat(listed()).containsExactly("8.8.8.8/32");
  }

  @Test
  void aFeedThatGrowsByHalfOfIpv4ListsNoneOfIt() {
    load(addresses(0, 100));

    FeedReload.Outcome outcome =
        reload().load(write(addresses(0, 100) + "0.0.0.0/1\n"), feed(true));

    assertThat(((FeedReload.Outcome.Loaded) outcome).changes()).isZero();
    assertThat(outcome.problems()).singleElement().asString().contains("guard shortest-prefix");
  }

  @Test
  void aFeedThatShrinksToOneLineIsHeld() {
    load(addresses(0, 100));

    assertHeld(load("8.8.0.1\n"), Guard.CHANGE_SHARE);
    assertThat(listed()).hasSize(100);
  }

  @Test
  void theOverrideForWidePrefixesIsInTheAuditLogUnderEachPrefix() {
    FeedReload.Outcome outcome = reload().load(write("8.128.0.0/12\n9.9.9.9\n"), feed(true));

    assertThat(outcome.problems()).isEmpty();
    assertThat(listed()).containsExactlyInAnyOrder("8.128.0.0/12", "9.9.9.9/32");
    assertThat(auditOf("8.128.0.0/12"))
        .allSatisfy(entry -> assertThat(entry.actor()).isEqualTo("feed:test"))
        .extracting(AuditEntry::action)
        .containsExactly("allow-wide", "listing.ACTIVE");
    assertThat(auditOf("9.9.9.9/32"))
        .extracting(AuditEntry::action)
        .containsExactly("listing.ACTIVE");
  }

  private List<AuditEntry> auditOf(String prefix) {
    return store.read(transaction -> transaction.audit().of(IpPrefix.parse(prefix)));
  }

  @Test
  void whatIsHeldServesOnceAnOperatorAcceptsThatVeryList() {
    load(addresses(0, 100));
    FeedReload.Outcome.Held held = assertHeld(load(addresses(50, 100)), Guard.CHANGE_SHARE);

    assertHeld(
        reload().accept(write(addresses(51, 100)), feed(false), held.fingerprint()),
        Guard.CHANGE_SHARE);
    assertThat(listed()).as("another list than that").hasSize(100);
    FeedReload.Outcome accepted =
        reload()
            .accept(
                write("# another comment\n" + addresses(50, 100)), feed(false), held.fingerprint());

    assertThat(accepted).isInstanceOf(FeedReload.Outcome.Loaded.class);
    assertThat(listed()).hasSize(50);
  }

  @Test
  void anAcceptanceIsInTheAuditLogWithFingerprintAndGuard() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:acceptance;DB_CLOSE_DELAY=-1");
    ListingDesk desk =
        new ListingDesk(
            new JdbcStore(database, InstantSource.fixed(NOW)), guard, DelistPolicy.defaults());
    FeedReload onDisk = new FeedReload(desk, guard);
    onDisk.load(write(addresses(0, 100)), feed(false));
    Path half = write(addresses(50, 100));
    FeedReload.Outcome.Held held = assertHeld(onDisk.load(half, feed(false)), Guard.CHANGE_SHARE);

    onDisk.accept(half, feed(false), held.fingerprint());

    try (Connection connection = database.getConnection();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT actor, detail FROM delist_audit WHERE action = 'accept-reload'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString("actor")).isEqualTo("operator");
      assertThat(row.getString("detail"))
          .startsWith(held.fingerprint() + ": would change 50 entries")
          .endsWith("(guard change-share)");
      assertThat(row.next()).as("once").isFalse();
    }
  }

  @Test
  void theSameListIsHeldAgainUnderTheSameFingerprint() {
    load(addresses(0, 100));

    FeedReload.Outcome.Held first = assertHeld(load(addresses(50, 100)), Guard.CHANGE_SHARE);
    FeedReload.Outcome.Held second = assertHeld(load(addresses(50, 100)), Guard.CHANGE_SHARE);
    FeedReload.Outcome.Held other = assertHeld(load(addresses(60, 100)), Guard.CHANGE_SHARE);

    assertThat(first.fingerprint()).matches("[0-9a-f]{32}").isEqualTo(second.fingerprint());
    assertThat(other.fingerprint()).isNotEqualTo(first.fingerprint());
  }

  @Test
  void aRevisionIsNotMadeByWhatIsHeld() {
    load(addresses(0, 100));
    long before = store.read(transaction -> transaction.list().revision());

    load(addresses(50, 100));

    assertThat(store.<Long>read(transaction -> transaction.list().revision())).isEqualTo(before);
  }

  @Test
  void aSourceThatIsReplacedThroughTheDeskIsHeldAsWell() {
    ListingDesk desk = new ListingDesk(store, guard, DelistPolicy.defaults());
    load(addresses(0, 100));

    ListOutcome outcome = desk.replace(feed(false).grounds(), List.of());

    assertThat(outcome).isInstanceOf(ListOutcome.Held.class);
    assertThat(((ListOutcome.Held) outcome).why()).contains("guard empty");
    assertThat(desk.replace(feed(false).grounds(), List.of(IpPrefix.parse("0.0.0.0/0"))))
        .as("what is never listed does not count")
        .isInstanceOf(ListOutcome.Held.class);
  }

  @Test
  void aSourceIsTakenOffWholeOnAnExplicitWord() {
    ListingDesk desk = new ListingDesk(store, guard, DelistPolicy.defaults());
    load(addresses(0, 100));

    assertThat(desk.takeOffAllOf(Bench.FEED)).isEqualTo(new ListOutcome.Done(2, 100));
    assertThat(listed()).isEmpty();
    assertThat(desk.takeOffAllOf(Bench.FEED)).isInstanceOf(ListOutcome.NotListed.class);
  }

  @Test
  void anOperatorListsAWidePrefixWithTheOverrideAndTheAuditLogHasIt() {
    ListingDesk desk = new ListingDesk(store, guard, DelistPolicy.defaults());
    IpPrefix wide = IpPrefix.parse("8.128.0.0/12");
    ListingDesk.Grounds grounds = feed(false).grounds();

    assertThat(desk.list(wide, grounds)).isInstanceOf(ListOutcome.Refused.class);
    assertThat(desk.listWide(wide, grounds)).isInstanceOf(ListOutcome.Done.class);
    assertThat(desk.listWide(IpPrefix.parse("8.0.0.0/7"), grounds))
        .isInstanceOf(ListOutcome.Refused.class);
    assertThat(auditOf("8.128.0.0/12"))
        .extracting(AuditEntry::action)
        .containsExactly("list.refused", "list-wide", "listing.ACTIVE");
  }

  @Test
  void anOperatorDoesNotListACanary() {
    limits(limits -> limits.mustNotBeListed(IpAddress.parse("8.8.8.8")));
    ListingDesk desk = new ListingDesk(store, guard, DelistPolicy.defaults());

    ListOutcome outcome = desk.list(IpPrefix.parse("8.8.8.0/24"), feed(false).grounds());

    assertThat(((ListOutcome.Refused) outcome).why()).contains("guard canary");
  }
}
