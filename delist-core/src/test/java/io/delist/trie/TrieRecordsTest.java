package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A trie goes into bytes and comes back the same; bytes of anything else are refused. */
class TrieRecordsTest {

  private static final PrefixTrie TRIE =
      trie(
          "0.0.0.0/0",
          "10.0.0.0/8",
          "10.1.0.0/16",
          "10.1.2.0/24",
          "10.1.2.3/32",
          "255.255.255.255/32",
          "::/0",
          "2001:db8::/32",
          "2001:db8::1/128",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128");

  private static PrefixTrie trie(String... prefixes) {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < prefixes.length; i++) {
      editor.put(IpPrefix.parse(prefixes[i]), i + 1);
    }
    return editor.build();
  }

  @Test
  void comesBackTheSameFromBuffersOfAnySize() throws Exception {
    for (int size : new int[] {1, 64, 100, 4096}) {
      PrefixTrie back = Records.read(Records.written(TRIE, size), PrefixTrie.loader());
      back.checkInvariants();
      assertThat(back.sameStructure(TRIE)).isTrue();
    }
    assertThat(Records.read(Records.written(PrefixTrie.empty(), 64), PrefixTrie.loader()).size())
        .isZero();
  }

  @Test
  void refusesAHandleThatNothingStandsBehind() throws Exception {
    List<ByteBuffer> buffers = Records.written(TRIE, 4096);
    assertThatThrownBy(() -> Records.read(buffers, PrefixTrie.loader(9)))
        .isInstanceOf(TrieFormatException.class)
        .hasMessageContaining("handles are 1 to 9");
  }

  @Test
  void refusesOrAnswersEveryAddressWhateverBitIsTurned() throws Exception {
    ByteBuffer whole = Records.written(TRIE, 4096).get(0);
    byte[] bytes = new byte[whole.remaining()];
    whole.get(bytes);
    int refused = 0;
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        askAll(Records.read(List.of(ByteBuffer.wrap(bytes.clone())), PrefixTrie.loader(100)));
      } catch (TrieFormatException e) {
        refused++;
      }
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(refused).isGreaterThan(bytes.length);
  }

  @Test
  void refusesANumberThatNoGroupStandsBehind() throws Exception {
    PrefixTrie wide = PrefixTrie.empty().with(IpPrefix.parse("2a00::/32"), 1);
    ByteBuffer good = Records.written(wide, 4096).get(0);
    int[] block = new int[V4Block.ENTRIES + 1];
    block[V4Block.WORDS] = 1 << 0x0d;
    V4Counts.write(block, V4Block.WORDS, block, V4Block.COUNTS);
    block[V4Block.ENTRIES] = 5000;
    ByteBuffer bad = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    bad.put(good).putInt(TrieRecords.V6_HEADS);
    bad.putInt(2 + TrieRecords.MIDDLE * 0x20 + 1).putInt(block.length);
    for (int number : block) {
      bad.putInt(number);
    }
    assertThatThrownBy(() -> Records.read(List.of(bad.flip()), PrefixTrie.loader()))
        .isInstanceOf(TrieFormatException.class);
  }

  @Test
  void groupsThatWentAreNotWritten() throws Exception {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < 1000; i++) {
      editor.put(IpPrefix.of(IpAddress.ofV6((0x2a00_0000L + i) << 32, 0), 64), i + 1);
    }
    editor.build();
    for (int i = 0; i < 1000; i++) {
      if (i % 300 != 7) {
        editor.remove(IpPrefix.of(IpAddress.ofV6((0x2a00_0000L + i) << 32, 0), 64));
      }
    }
    PrefixTrie left = editor.build();
    PrefixTrie back = Records.read(Records.written(left, 4096), PrefixTrie.loader());
    back.checkInvariants();
    assertThat(back.sameStructure(left)).isTrue();
    assertThat(back.v6.heads.size).isEqualTo(4);
  }

  /** What is wrong in a record and not in its form is the checksum's to find; nothing may throw. */
  private static void askAll(PrefixTrie trie) {
    TRIE.forEach(
        (prefix, handle) -> {
          trie.lookup(prefix.first());
          trie.lookup(prefix.last());
          trie.exact(prefix);
          trie.forEachCovering(prefix, (covering, coveringHandle) -> {});
        });
    for (int slot = 0; slot < 0x1_0000; slot += 7) {
      trie.lookup(slot << 16 | 0x0207);
      trie.lookup((long) slot << 48, 7);
    }
    trie.forEach((prefix, handle) -> {});
  }
}
