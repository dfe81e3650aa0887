package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.delist.Fuzzed;
import io.delist.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Records of a trie: refused with the declared exception, or a trie that answers every address. */
@Timeout(30)
class TrieRecordsFuzzTest {

  /** All middles of three tables, and what a table of blanks takes. */
  private static final long MOST_BYTES = 4 << 20;

  private static final long MOST_TIMES = 64;
  private static final int HIGHEST_HANDLE = 1000;

  @FuzzTest(maxDuration = "5m")
  void records(byte[] input) {
    Optional<Long> size =
        Fuzzed.twice(
            MOST_BYTES + MOST_TIMES * input.length,
            () -> Optional.ofNullable(read(input)).map(PrefixTrie::size));
    if (size.isEmpty()) {
      return;
    }
    PrefixTrie trie = read(input);
    assertThat(trie).isNotNull();
    long[] seen = new long[1];
    trie.forEach(
        (prefix, handle) -> {
          assertThat(handle).isBetween(0, HIGHEST_HANDLE);
          ask(trie, prefix.first());
          ask(trie, prefix.last());
          seen[0]++;
        });
    assertThat(seen[0]).isEqualTo(size.get());
    for (int slot = 0; slot < 0x1_0000; slot += 11) {
      ask(trie, IpAddress.ofV4(slot << 16 | slot));
      ask(trie, IpAddress.ofV6((long) slot << 48 | slot, slot));
    }
  }

  private static void ask(PrefixTrie trie, IpAddress address) {
    assertThat(trie.lookup(address)).isBetween(0, HIGHEST_HANDLE);
    trie.exact(address.toPrefix());
    trie.longestCovering(address, address.lengthBits());
  }

  private static @Nullable PrefixTrie read(byte[] input) {
    PrefixTrie.Loader loader = PrefixTrie.loader(HIGHEST_HANDLE);
    try {
      loader.read(ByteBuffer.wrap(input));
      return loader.build();
    } catch (TrieFormatException e) {
      Fuzzed.checkMessage(e);
      return null;
    }
  }
}
