package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written and read again is the same list. */
class RoundTripTest {

  @Provide
  Arbitrary<FeedEntries> lists() {
    return Combinators.combine(prefixes(), values())
        .as(FeedEntry::new)
        .list()
        .ofMaxSize(40)
        .map(
            entries -> {
              Map<IpPrefix, FeedEntry> once = new LinkedHashMap<>();
              entries.forEach(entry -> once.put(entry.prefix(), entry));
              return Feeds.entries(List.copyOf(once.values()));
            });
  }

  private static Arbitrary<IpPrefix> prefixes() {
    Arbitrary<IpPrefix> v4 =
        Combinators.combine(
                Arbitraries.integers().between(0, 0xff_ffff), Arbitraries.integers().between(8, 32))
            .as((low, length) -> IpAddress.ofV4(10 << 24 | low).prefix(length));
    Arbitrary<IpPrefix> v6 =
        Combinators.combine(
                Arbitraries.longs().between(0, 0xffff_ffffL),
                Arbitraries.longs(),
                Arbitraries.integers().between(32, 128))
            .as(
                (high, low, length) ->
                    IpAddress.ofV6(0x2001_0db8L << 32 | high, low).prefix(length));
    Arbitrary<IpPrefix> near =
        Combinators.combine(
                Arbitraries.integers().between(0, 15), Arbitraries.integers().between(28, 32))
            .as((low, length) -> IpAddress.ofV4(10 << 24 | low).prefix(length));
    return Arbitraries.oneOf(v4, v6, near);
  }

  private static Arbitrary<FeedValue> values() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.of(
                "", "SBL1", "#x", ";x", ":x", "::", "$ $1 $$", "a\"b\\c", "\ud83d\ude00 \u2028x"),
            Arbitraries.strings().ofMaxLength(220).map(FeedValue::fit));
    Arbitrary<Integer> code = Arbitraries.integers().between(605, 649);
    Arbitrary<Long> millis = Arbitraries.longs().between(-1, 253_402_300_799_998L);
    return Combinators.combine(code, text, millis, text)
        .as(
            (number, reason, listed, comment) ->
                new FeedValue(
                    number == 605 ? null : new ReasonCode(number),
                    reason,
                    listed < 0 ? null : Instant.ofEpochMilli(listed),
                    listed % 2 == 0 ? null : Instant.ofEpochMilli(listed + 1),
                    comment,
                    null));
  }

  @Property
  void jsonLinesBringBackEverything(@ForAll("lists") FeedEntries list) {
    FeedContent content = read(FeedFormat.JSON_LINES, FeedWriters.jsonLines(), list);

    assertThat(content.entries()).isEqualTo(list);
  }

  @Property
  void cidrBringsBackThePrefixes(@ForAll("lists") FeedEntries list) {
    assertThat(read(FeedFormat.CIDR, FeedWriters.cidr(), list).prefixes())
        .isEqualTo(list.prefixes());
  }

  @Property
  void rbldnsdZonesBringBackPrefixesReasonsAndAnswers(@ForAll("lists") FeedEntries list) {
    List<FeedEntry> v4 = told(list, true);
    assertThat(read(FeedFormat.IP4SET, FeedWriters.ip4set(), list).entries()).isEqualTo(v4);
    assertThat(read(FeedFormat.IP4TRIE, FeedWriters.ip4trie(), list).entries()).isEqualTo(v4);
    assertThat(read(FeedFormat.IP6TRIE, FeedWriters.ip6trie(), list).entries())
        .isEqualTo(told(list, false));
  }

  /** What a zone can say. */
  private static List<FeedEntry> told(FeedEntries list, boolean v4) {
    return list.stream()
        .filter(entry -> entry.prefix().isV4() == v4)
        .map(e -> new FeedEntry(e.prefix(), FeedValue.ofReason(e.value().reason())))
        .toList();
  }

  @Property
  void aggregatedCidrCoversTheSameInTheFewestPrefixes(@ForAll("lists") FeedEntries list) {
    String text = Feeds.write(FeedWriters.aggregatedCidr(), list);

    assertThat(text.lines().map(IpPrefix::parse).toList()).isEqualTo(fewest(list.prefixes()));
  }

  @Property
  void aggregatedCidrReadAgainCoversTheSameAddresses(@ForAll("lists") FeedEntries list) {
    List<IpPrefix> again = read(FeedFormat.CIDR, FeedWriters.aggregatedCidr(), list).prefixes();

    assertThat(fewest(again)).isEqualTo(again).isEqualTo(fewest(list.prefixes()));
    for (IpAddress probe : edges(list)) {
      assertThat(again.stream().anyMatch(prefix -> prefix.contains(probe)))
          .as("%s of %s", probe, list.prefixes())
          .isEqualTo(list.prefixes().stream().anyMatch(prefix -> prefix.contains(probe)));
    }
  }

  /** The first line that matches answers, as in cidr_table(5). */
  @Property
  void aPostfixTableAnswersWithTheMostSpecificEntry(@ForAll("lists") FeedEntries list) {
    List<String> table =
        Feeds.write(FeedWriters.postfix(entry -> "550 for " + entry.prefix()), list)
            .lines()
            .toList();

    assertThat(table).hasSameSizeAs(list);
    for (IpAddress probe : edges(list)) {
      String answer =
          table.stream()
              .map(line -> line.split(" ", 2))
              .filter(line -> IpPrefix.parse(line[0]).contains(probe))
              .map(line -> line[1])
              .findFirst()
              .orElse("none");
      assertThat(answer)
          .isEqualTo(
              list.prefixes().stream()
                  .filter(prefix -> prefix.contains(probe))
                  .max(Comparator.comparing(IpPrefix::length))
                  .map(prefix -> "550 for " + prefix)
                  .orElse("none"));
    }
  }

  /** The first and the last address of each prefix, and those beside them. */
  private static List<IpAddress> edges(FeedEntries list) {
    return list.prefixes().stream()
        .flatMap(
            prefix ->
                Stream.of(
                    beside(prefix.first(), -1),
                    prefix.first(),
                    prefix.last(),
                    beside(prefix.last(), 1)))
        .toList();
  }

  /** Within the same 64 bits. */
  private static IpAddress beside(IpAddress address, int step) {
    return address.isV4()
        ? IpAddress.ofV4(address.v4Bits() + step)
        : IpAddress.ofV6(address.high(), address.low() + step);
  }

  /** Plainly: drop what is covered, join two halves, until nothing changes. */
  private static List<IpPrefix> fewest(List<IpPrefix> prefixes) {
    TreeSet<IpPrefix> set = new TreeSet<>(prefixes);
    boolean changed = true;
    while (changed) {
      changed =
          set.removeIf(p -> set.stream().anyMatch(other -> !other.equals(p) && other.contains(p)));
      Map<IpPrefix, List<IpPrefix>> halves =
          set.stream().collect(Collectors.groupingBy(p -> p.first().prefix(p.length() - 1)));
      for (Map.Entry<IpPrefix, List<IpPrefix>> pair : halves.entrySet()) {
        List<IpPrefix> same =
            pair.getValue().stream().filter(p -> p.length() == pair.getKey().length() + 1).toList();
        if (same.size() == 2) {
          same.forEach(set::remove);
          set.add(pair.getKey());
          changed = true;
        }
      }
    }
    return new ArrayList<>(set);
  }

  private static FeedContent read(FeedFormat format, FeedWriter writer, FeedEntries list) {
    FeedContent content = Feeds.read(format, Feeds.write(writer, list));
    assertThat(content.problems()).isEmpty();
    return content;
  }
}
