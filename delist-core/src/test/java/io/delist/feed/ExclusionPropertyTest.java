package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Exclusions against the plain rule, address by address. */
class ExclusionPropertyTest {

  record Item(IpPrefix prefix, boolean excluded, int number) {

    @Override
    public String toString() {
      return (excluded ? "!" : "") + prefix + (excluded ? "" : " n" + number);
    }
  }

  @Provide
  Arbitrary<List<Item>> items() {
    // Few addresses and many lengths, so that they nest, and octet borders at /16 and /24 count.
    Arbitrary<IpPrefix> prefix =
        Combinators.combine(Arbitraries.of(0, 1, 2, 3, 100, 255, 256, 0xfffe), Arbitraries.of(0, 1))
            .as((low, third) -> 10 << 24 | third << 16 | low)
            .flatMap(
                bits ->
                    Arbitraries.of(8, 14, 15, 16, 22, 23, 24, 25, 30, 31, 32)
                        .map(length -> IpAddress.ofV4(bits).prefix(length)));
    return Combinators.combine(
            prefix, Arbitraries.of(true, false), Arbitraries.integers().between(0, 9))
        .as(Item::new)
        .list()
        .ofMaxSize(12);
  }

  @Property
  void inATrieTheMostSpecificLineDecides(@ForAll("items") List<Item> items) {
    check(FeedFormat.IP4TRIE, items, address -> 0);
  }

  @Property
  void inAnIp4setTheMostOctetsDecideAndThenTheExclusion(@ForAll("items") List<Item> items) {
    check(FeedFormat.IP4SET, items, length -> Math.max(1, (length + 7) / 8));
  }

  private interface Octets {
    int of(int length);
  }

  private static void check(FeedFormat format, List<Item> items, Octets octets) {
    FeedContent content =
        Feeds.read(format, String.join("\n", items.stream().map(Item::toString).toList()));

    assertThat(content.badLines()).isZero();
    for (IpAddress probe : probes()) {
      Optional<FeedEntry> most =
          content.entries().stream()
              .filter(entry -> entry.prefix().contains(probe))
              .reduce((wider, narrower) -> narrower);
      assertThat(most.isPresent())
          .as("%s of %s", probe, items)
          .isEqualTo(isListed(items, probe, octets));
      if (most.isPresent() && format == FeedFormat.IP4TRIE) {
        assertThat(most.get().value().reason()).isEqualTo(reason(items, probe));
      }
    }
  }

  private static List<IpAddress> probes() {
    return IntStream.of(
            0, 1, 2, 3, 4, 50, 100, 101, 128, 255, 256, 300, 511, 512, 1024, 0xfffe, 0xffff)
        .boxed()
        .flatMap(low -> IntStream.range(0, 5).mapToObj(third -> 10 << 24 | third << 16 | low))
        .map(IpAddress::ofV4)
        .toList();
  }

  private static boolean isListed(List<Item> items, IpAddress probe, Octets octets) {
    int best = -1;
    boolean listed = false;
    for (Item item : items) {
      if (item.prefix().contains(probe)) {
        int rank = octets.of(item.prefix().length()) * 100;
        rank += rank == 0 ? item.prefix().length() : 0;
        if (rank > best) {
          best = rank;
          listed = !item.excluded();
        } else if (rank == best) {
          listed &= !item.excluded();
        }
      }
    }
    return listed;
  }

  /** Of several lines about one prefix the value stands that comes first in the file. */
  private static String reason(List<Item> items, IpAddress probe) {
    int longest =
        items.stream()
            .filter(item -> item.prefix().contains(probe))
            .mapToInt(item -> item.prefix().length())
            .max()
            .orElseThrow();
    List<Integer> numbers =
        items.stream()
            .filter(item -> item.prefix().contains(probe) && item.prefix().length() == longest)
            .map(Item::number)
            .toList();
    return "n"
        + items.stream()
            .filter(item -> !item.excluded() && numbers.contains(item.number()))
            .findFirst()
            .orElseThrow()
            .number();
  }
}
