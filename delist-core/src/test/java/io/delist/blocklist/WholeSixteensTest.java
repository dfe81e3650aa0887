package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.TrieChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every address of four whole /16s, 65,536 each, is checked and compared with the scan: with a scan
 * of what touches its /24, as all the rest does not cover it.
 */
class WholeSixteensTest {

  private static final long NOW = Replay.at(50).toEpochMilli();

  /** The /16, how many entries, the shortest length, and in how many /24s they lie. */
  static List<Arguments> sixteens() {
    return List.of(
        Arguments.of("198.51.0.0/16", 3000, 8, 256),
        Arguments.of("0.0.0.0/16", 400, 30, 256),
        Arguments.of("255.255.0.0/16", 1500, 16, 12),
        Arguments.of("127.255.0.0/16", 600, 22, 256));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sixteens")
  void everyAddressAnswersAsTheScan(String sixteen, int entries, int shortest, int blocks) {
    IpPrefix whole = IpPrefix.parse(sixteen);
    BlocklistProjection projection = new BlocklistProjection(() -> Replay.at(50));
    ScannedList scan = new ScannedList();
    for (Change change : changes(new Random(entries), whole, entries, shortest, blocks)) {
      projection.apply(change);
      scan.apply(change);
    }
    projection.publish(1);
    BlocklistView view = projection.blocklist().view();
    view.tries().forEach(TrieChecks::check);

    int hits = 0;
    for (int third = 0; third < 256; third++) {
      int base = whole.first().v4Bits() | third << 8;
      ScannedList part = scan.touching(IpAddress.ofV4(base).prefix(24));
      for (int last = 0; last < 256; last++) {
        IpAddress address = IpAddress.ofV4(base | last);
        Verdict expected = part.check(address, NOW);
        Verdict actual = view.check(address, NOW);
        if (!actual.equals(expected)) {
          assertThat(actual).as("%s", address).isEqualTo(expected);
        }
        hits += expected instanceof Verdict.NotListed ? 0 : 1;
      }
    }
    assertThat(hits).as("addresses with an answer").isBetween(entries / 2, 65_536);
  }

  private static List<Change> changes(
      Random random, IpPrefix whole, int entries, int shortest, int blocks) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      int third = random.nextInt(blocks) * (256 / blocks);
      int length = Math.min(32, shortest + (int) Math.abs(random.nextGaussian() * 4 + 12));
      IpAddress address = IpAddress.ofV4(whole.first().v4Bits() | third << 8 | random.nextInt(256));
      IpPrefix prefix = address.prefix(length);
      int time = random.nextInt(100);
      int end = random.nextInt(4) == 0 ? time + 1 : History.NEVER;
      changes.add(
          switch (random.nextInt(10)) {
            case 0, 1 ->
                new Change.Exempted(new Exemption(prefix, Replay.at(time), Replay.at(time + 30)));
            case 2 -> new Change.Allowed(new AllowEntry(address.toPrefix(), "test"));
            default -> {
              String source = random.nextBoolean() ? "operator" : "feed:a";
              int code = 606 + random.nextInt(40);
              yield new Change.Listed(
                  new Listing(prefix, Replay.terms(source, code, time, time, end)));
            }
          });
    }
    return changes;
  }
}
