package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Blocklist;
import io.delist.blocklist.Guard;
import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import io.delist.workflow.DelistPolicy;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.ListingDesk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ConfiguredListTest {

  @TempDir Path dir;
  private final Store store = new MemoryStore(InstantSource.system());

  private void start(Consumer<AssertableApplicationContext> work, String... properties) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(DelistAutoConfiguration.class))
        .withBean(Store.class, () -> store, definition -> definition.setDestroyMethodName(""))
        .withPropertyValues(
            "delist.data-dir=" + dir, "delist.ordinary-ranges=192.0.2.0/24,198.51.100.0/24")
        .withPropertyValues(properties)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              work.accept(context);
            });
  }

  private List<AllowEntry> allowlist() {
    return store.read(transaction -> transaction.list().allowlist());
  }

  private static Verdict check(AssertableApplicationContext context, String address) {
    return context.getBean(Blocklist.class).check(IpAddress.parse(address));
  }

  @Test
  void aFeedIsLoadedBeforeTheFirstQuestion() throws Exception {
    Path file = Files.writeString(dir.resolve("Sample List.txt"), "192.0.2.0/25 # sample\n");
    start(
        context -> {
          Verdict.Listed listed = (Verdict.Listed) check(context, "192.0.2.9");
          assertThat(listed.terms().source()).isEqualTo(new Source("feed:sample-list"));
          assertThat(listed.terms().reasonCode().value()).isEqualTo(612);
          assertThat(listed.terms().reason()).isEqualTo("seen in a trap");
          assertThat(check(context, "192.0.2.200")).isInstanceOf(Verdict.NotListed.class);
        },
        "delist.feeds[0].location=" + file.toUri(),
        "delist.feeds[0].reason-code=612",
        "delist.feeds[0].reason=seen in a trap");
  }

  @Test
  void eachFormatIsReadByItsIdAndAWidePrefixWithTheOverride() throws Exception {
    Path drop = Files.writeString(dir.resolve("drop.txt"), "8.128.0.0/12 ; SBL9\n");
    Path lines =
        Files.writeString(
            dir.resolve("own.jsonl"), "{\"prefix\":\"192.0.2.7\",\"reason_code\":\"633\"}\n");
    start(
        context -> {
          assertThat(((Verdict.Listed) check(context, "8.128.0.1")).terms().reason())
              .isEqualTo("SBL9");
          assertThat(((Verdict.Listed) check(context, "192.0.2.7")).terms().reasonCode().value())
              .isEqualTo(633);
        },
        "delist.feeds[0].location=" + drop,
        "delist.feeds[0].format=drop",
        "delist.feeds[0].allow-wide=true",
        "delist.feeds[1].location=" + lines,
        "delist.feeds[1].format=jsonl");
  }

  @Test
  void aFeedThatIsTakenOutStaysListedUntilItIsNamedAsRemoved() throws Exception {
    Path file = Files.writeString(dir.resolve("old.txt"), "192.0.2.9\n");
    start(context -> {}, "delist.feeds[0].location=" + file);
    start(context -> assertThat(check(context, "192.0.2.9")).isInstanceOf(Verdict.Listed.class));
    start(
        context -> assertThat(check(context, "192.0.2.9")).isInstanceOf(Verdict.NotListed.class),
        "delist.removed-feeds=feed:old");
  }

  @Test
  void aCanaryOfAFeedHoldsItsFirstList() throws Exception {
    Path file = Files.writeString(dir.resolve("own.txt"), "192.0.2.9\n");
    start(
        context -> {
          assertThat(check(context, "192.0.2.9")).isInstanceOf(Verdict.NotListed.class);
          assertThat(context.getBean(FeedKeepers.class).statuses())
              .singleElement()
              .satisfies(status -> assertThat(status.guards()).containsExactly(Guard.CANARY));
        },
        "delist.feeds[0].location=" + file,
        "delist.feeds[0].must-be-listed=192.0.2.10");
  }

  @Test
  void aFeedThatIsNotThereDoesNotStopTheStart() {
    start(
        context -> assertThat(check(context, "192.0.2.9")).isInstanceOf(Verdict.NotListed.class),
        "delist.feeds[0].location=" + dir.resolve("none.txt"));
  }

  @Test
  void whatTheAllowlistHoldsIsNotBlockedByAFeed() throws Exception {
    Path file = Files.writeString(dir.resolve("sample.txt"), "192.0.2.9\n192.0.2.10\n");
    start(
        context -> {
          assertThat(check(context, "192.0.2.9")).isInstanceOf(Verdict.Allowed.class);
          assertThat(check(context, "192.0.2.10")).isInstanceOf(Verdict.Listed.class);
        },
        "delist.feeds[0].location=" + file,
        "delist.allowlist=192.0.2.9");
  }

  @Test
  void theConfiguredAllowlistReplacesThePreviousOneAndLeavesTheOperatorsAlone() {
    IpPrefix operators = IpPrefix.parse("198.51.100.7/32");
    start(
        context ->
            context.getBean(ListingDesk.class).allow(new AllowEntry(operators, "our partner")),
        "delist.allowlist=192.0.2.1,192.0.2.2");
    start(context -> {}, "delist.allowlist=192.0.2.2,192.0.2.3,198.51.100.7");
    assertThat(allowlist())
        .containsExactlyInAnyOrder(
            new AllowEntry(IpPrefix.parse("192.0.2.2/32"), ConfiguredList.COMMENT),
            new AllowEntry(IpPrefix.parse("192.0.2.3/32"), ConfiguredList.COMMENT),
            new AllowEntry(operators, "our partner"));
    start(context -> {});
    assertThat(allowlist()).containsExactly(new AllowEntry(operators, "our partner"));
  }

  @Test
  void theSameConfigurationAgainMakesNoRevision() {
    start(context -> {}, "delist.allowlist=192.0.2.1");
    long revision = store.read(transaction -> transaction.list().revision());
    start(context -> {}, "delist.allowlist=192.0.2.1");
    assertThat(store.<Long>read(transaction -> transaction.list().revision()))
        .isEqualTo(revision)
        .isPositive();
  }

  @Test
  void whatWaitsForTheStoreIsBroughtInOnceItIsBack() {
    SwitchableStore away = new SwitchableStore(true);
    ListingGuard guard = new ListingGuard(List.of());
    ListingDesk desk = new ListingDesk(away, guard, DelistPolicy.defaults());
    ConfiguredList list =
        new ConfiguredList(
            away,
            desk,
            new FeedKeepers(List.of()),
            List.of(IpPrefix.parse("192.0.2.1/32")),
            List.of());
    list.bringIn();
    away.setAway(false);
    list.bringIn();
    assertThat(away.<List<AllowEntry>>read(transaction -> transaction.list().allowlist()))
        .hasSize(1);
    desk.disallow(IpPrefix.parse("192.0.2.1/32"));
    list.bringIn();
    assertThat(away.<List<AllowEntry>>read(transaction -> transaction.list().allowlist()))
        .as("once is enough")
        .isEmpty();
  }
}
