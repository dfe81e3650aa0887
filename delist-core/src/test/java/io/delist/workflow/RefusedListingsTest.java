package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Guard;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.store.AuditEntry;
import io.delist.store.AuditRow;
import io.delist.store.Backend;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.StoreFixture;
import io.delist.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused to who lists is in the audit log, and nobody can fill it so. */
@ParameterizedClass
@EnumSource
class RefusedListingsTest {

  private static final Source TRAP = new Source("detector:trap");
  private static final IpPrefix LOOPBACK = IpPrefix.parse("127.0.0.1/32");

  @Parameter Backend backend;
  private StoreFixture fixture;
  private Bench bench;

  @BeforeEach
  void open() {
    AtomicReference<StoreFixture> opened = new AtomicReference<>();
    bench =
        new Bench(
            clock -> {
              opened.set(backend.open(clock));
              return opened.get().store();
            });
    fixture = opened.get();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ListingDesk.Grounds by(Source source) {
    return new ListingDesk.Grounds(source, ReasonCode.BANNED, "", null, null);
  }

  private List<AuditEntry> refusals() {
    List<AuditEntry> refusals = new ArrayList<>();
    bench.store.read(
        transaction -> {
          transaction
              .audit()
              .read(
                  0,
                  (AuditRow row) -> {
                    if (row.entry().action().endsWith(".refused")) {
                      refusals.add(row.entry());
                    }
                  });
          return true;
        });
    return refusals;
  }

  @Test
  void whoWasRefusedWhatByWhichGuardAndWhyIsWrittenDown() {
    ListOutcome outcome = bench.desk.list(LOOPBACK, by(TRAP));
    assertThat(outcome).isInstanceOf(ListOutcome.Refused.class);
    assertThat(((ListOutcome.Refused) outcome).guard()).isEqualTo(Guard.SPECIAL_PURPOSE);
    assertThat(refusals())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.actor()).isEqualTo("detector:trap");
              assertThat(row.action()).isEqualTo("list.refused");
              assertThat(row.prefix()).isEqualTo(LOOPBACK);
              assertThat(row.rule()).isEqualTo("special-purpose");
              assertThat(row.detail()).contains("127.0.0.0/8").contains("never listed");
              assertThat(row.at()).isEqualTo(bench.clock.instant());
              assertThat(row.revision()).isNull();
            });
  }

  @Test
  void everyVerbThatIsRefusedIsWrittenDown() {
    IpPrefix own = IpPrefix.parse("203.0.113.7/32");
    bench.desk.allow(new AllowEntry(own, ""));
    bench.desk.list(own, by(TRAP));
    bench.desk.listWide(IpPrefix.parse("0.0.0.0/0"), by(Source.OPERATOR));
    bench.desk.allow(new AllowEntry(IpPrefix.parse("64.0.0.0/2"), ""));
    bench.list("203.0.113.0/24", Bench.FEED, null);
    bench.list("203.0.113.9/32", Bench.FEED, null);
    bench.desk.takeOff(IpPrefix.parse("203.0.113.0/24"));
    assertThat(refusals())
        .extracting(AuditEntry::action, AuditEntry::actor, AuditEntry::rule)
        .containsExactly(
            tuple("list.refused", "detector:trap", "allowlist"),
            tuple("list-wide.refused", "operator", "whole-space"),
            tuple("allow.refused", "operator", null),
            tuple("take-off.refused", "operator", null));
  }

  @Test
  void whatAListHoldsThatIsNeverListedIsWrittenDownInSum() {
    bench.desk.allow(new AllowEntry(IpPrefix.parse("203.0.113.7/32"), ""));
    List<IpPrefix> prefixes =
        List.of(
            LOOPBACK,
            IpPrefix.parse("10.0.0.0/8"),
            IpPrefix.parse("203.0.113.7/32"),
            IpPrefix.parse("203.0.113.8/32"));
    for (int i = 0; i < 5; i++) {
      bench.desk.replace(by(Bench.FEED), prefixes);
    }
    assertThat(refusals())
        .extracting(AuditEntry::action, AuditEntry::actor, AuditEntry::rule, AuditEntry::detail)
        .containsExactly(
            tuple(
                "replace.refused",
                "feed:test",
                "allowlist",
                "1 entries passed over, which the allowlist covers"),
            tuple(
                "replace.refused",
                "feed:test",
                null,
                "2 entries passed over, which are never listed"));
  }

  @Test
  void aListThatIsHeldIsWrittenDownOnceAnHourWithItsGuardAndFingerprint() {
    List<IpPrefix> many =
        IntStream.range(0, 200)
            .mapToObj(i -> IpAddress.parse("198.51.100." + i).toPrefix())
            .toList();
    bench.desk.replace(by(Bench.FEED), many);
    ListOutcome.Held held =
        (ListOutcome.Held) bench.desk.replace(by(Bench.FEED), many.subList(0, 3));
    bench.desk.replace(by(Bench.FEED), many.subList(0, 3));
    assertThat(refusals())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.action()).isEqualTo("replace.refused");
              assertThat(row.rule()).isEqualTo("change-share");
              assertThat(row.detail()).startsWith("held: ").contains(held.fingerprint());
            });
  }

  @Test
  void whoRepeatsItselfIsWrittenDownWithTheNumberAndRarelier() {
    int times = backend == Backend.MEMORY ? 12_345 : 120;
    for (int i = 0; i < times; i++) {
      bench.desk.list(LOOPBACK, by(TRAP));
    }
    bench.desk.list(LOOPBACK, by(Source.OPERATOR));
    List<String> words =
        refusals().stream()
            .map(row -> row.actor() + " " + row.detail().replaceFirst(":? ?prefix.*", ""))
            .toList();
    List<String> expected =
        new ArrayList<>(
            List.of("detector:trap ", "detector:trap time 10", "detector:trap time 100"));
    if (backend == Backend.MEMORY) {
      expected.addAll(List.of("detector:trap time 1000", "detector:trap time 10000"));
    }
    expected.add("operator ");
    assertThat(words).containsExactlyElementsOf(expected);

    bench.pass(Duration.ofMinutes(61));
    bench.desk.list(LOOPBACK, by(TRAP));
    assertThat(refusals()).as("an hour later anew").hasSize(expected.size() + 1);
  }

  @Test
  void whoReportsOneForbiddenPrefixAfterTheOtherDoesNotFillTheLog() {
    int prefixes = backend == Backend.MEMORY ? 20_000 : 100;
    for (int i = 0; i < prefixes; i++) {
      bench.desk.list(IpAddress.parse("127.1." + i / 250 + "." + i % 250).toPrefix(), by(TRAP));
    }
    assertThat(refusals()).hasSizeBetween(Math.min(prefixes, 1_500), Math.min(prefixes, 1_605));
  }

  @Test
  void whatIsRefusedIsRefusedWithoutTheStoreToo() {
    ListingDesk desk = new ListingDesk(new StoreThatIsAway(), Bench.GUARD, DelistPolicy.defaults());
    assertThat(desk.list(LOOPBACK, by(TRAP))).isInstanceOf(ListOutcome.Refused.class);
    assertThat(desk.allow(new AllowEntry(IpPrefix.parse("64.0.0.0/2"), "")))
        .isInstanceOf(ListOutcome.Refused.class);
  }

  private static final class StoreThatIsAway implements Store {

    @Override
    public <T> T write(Function<Transaction, T> work) {
      throw new StoreException("the store is away", null);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      throw new StoreException("the store is away", null);
    }

    @Override
    public void onListChange(Consumer<Long> listener) {}
  }
}
