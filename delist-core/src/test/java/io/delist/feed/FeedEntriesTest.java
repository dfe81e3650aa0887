package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedEntriesTest {

  private static final FeedEntries ENTRIES =
      Feeds.read(
              FeedFormat.JSON_LINES,
              """
              {"prefix":"2001:db8::/48","reason":"b"}
              {"prefix":"10.0.0.0/8","reason":"a"}
              {"prefix":"10.0.0.1","reason":"b"}
              {"prefix":"2001:db8::1","reason":"c"}
              """)
          .entries();

  @Test
  void visitorsSeeTheEntriesInOrderWithTheNumberOfTheValue() {
    List<FeedEntry> seen = new ArrayList<>();
    ENTRIES.forEachV4(
        (bits, length, value) ->
            seen.add(
                new FeedEntry(
                    IpPrefix.of(IpAddress.ofV4(bits), length), ENTRIES.values().get(value))));
    assertThat(seen).hasSize(2);
    ENTRIES.forEachV6(
        (high, low, length, value) ->
            seen.add(
                new FeedEntry(
                    IpPrefix.of(IpAddress.ofV6(high, low), length), ENTRIES.values().get(value))));

    assertThat(seen).isEqualTo(ENTRIES);
    assertThat(ENTRIES.values()).extracting(FeedValue::reason).containsExactly("b", "a", "c");
  }

  @Test
  void theVisitedEntriesMakeATrie() {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    ENTRIES.forEachV4(
        (bits, length, value) -> editor.put(IpPrefix.of(IpAddress.ofV4(bits), length), value + 1));

    assertThat(editor.build().lookup(IpAddress.parse("10.0.0.1"))).isEqualTo(1);
    assertThat(editor.build().lookup(IpAddress.parse("10.0.0.2"))).isEqualTo(2);
  }
}
