package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.UnsignedInts;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Finding the group of a /32: extendible hashing beside a map. */
class HeadsTest {

  private static V6Group group(int head) {
    return new V6Group(head, V4Block.EMPTY, V6Sorted.NONE, 128);
  }

  private static V6Heads of(int... heads) {
    V6HeadsEdit edit = new V6HeadsEdit(V6Heads.EMPTY);
    for (int head : heads) {
      edit.put(group(head));
    }
    return edit.build();
  }

  @Provide
  Arbitrary<List<Integer>> heads() {
    // Neighbours, as registries give them out, and any.
    Arbitrary<Integer> near = Arbitraries.integers().between(0, 60).map(i -> 0x2a00_0000 + 8 * i);
    Arbitrary<Integer> head = Arbitraries.oneOf(near, Arbitraries.integers());
    return head.list().ofMaxSize(200);
  }

  @Property
  void putAndRemoveDoAsAMapDoes(@ForAll("heads") List<Integer> heads) {
    V6Heads served = V6Heads.EMPTY;
    TreeMap<Integer, V6Group> model = new TreeMap<>(UnsignedInts::compare);
    for (int i = 0; i < heads.size(); i++) {
      int head = heads.get(i);
      V6HeadsEdit edit = new V6HeadsEdit(served);
      if (i % 3 == 2 && model.remove(head) != null) {
        edit.remove(head);
      } else {
        V6Group group = group(head);
        edit.put(group);
        model.put(head, group);
      }
      V6Heads before = served;
      int sizeBefore = before.within(0, 0).length;
      served = edit.build();
      assertThat(before.within(0, 0)).hasSize(sizeBefore);
    }
    Invariants.check(served);
    assertThat(served.within(0, 0)).containsExactly(model.values().toArray(V6Group[]::new));
    for (int head : heads) {
      assertThat(served.find(head)).isSameAs(model.get(head));
    }
  }

  private static int[] within(V6Heads heads, int first, int length) {
    return Arrays.stream(heads.within(first, length)).mapToInt(group -> group.head).toArray();
  }

  @Test
  void zeroIsAHeadLikeAnyOther() {
    assertThat(of(7).find(0)).isNull();
    assertThat(of(0, 7).find(0)).isNotNull();
  }

  @Test
  void thoseWithinAPrefixAreInOrder() {
    V6Heads heads = of(0xffff_ffff, 0x2a00_0000, 0x2a00_0007, 0x2a00_0008, 5, 0x2a01_0000);
    assertThat(within(heads, 0x2a00_0000, 29)).containsExactly(0x2a00_0000, 0x2a00_0007);
    assertThat(within(heads, 0x2a00_0000, 30)).containsExactly(0x2a00_0000);
    assertThat(within(heads, 0x2a00_0000, 15))
        .containsExactly(0x2a00_0000, 0x2a00_0007, 0x2a00_0008, 0x2a01_0000);
    assertThat(within(heads, 0, 0)).hasSize(6).endsWith(0xffff_ffff).startsWith(5);
    assertThat(within(heads, 5, 32)).containsExactly(5);
    assertThat(within(heads, 6, 32)).isEmpty();
  }

  @Test
  void aDirectoryGrowsAndShrinksWithWhatIsInIt() {
    SplittableRandom random = new SplittableRandom(3);
    int[] heads = random.ints(20_000).distinct().toArray();
    V6HeadsEdit edit = new V6HeadsEdit(V6Heads.EMPTY);
    for (int head : heads) {
      edit.put(group(head));
    }
    V6Heads full = edit.build();
    Invariants.check(full);
    assertThat(full.size).isEqualTo(heads.length);
    assertThat(full.bits).isBetween(11, 15);

    V6HeadsEdit less = new V6HeadsEdit(full);
    for (int i = 20; i < heads.length; i++) {
      less.remove(heads[i]);
    }
    V6Heads few = less.build();
    Invariants.check(few);
    assertThat(few.size).isEqualTo(20);
    assertThat(few.bits).isLessThan(6);
    assertThat(few.find(heads[19])).isSameAs(full.find(heads[19]));
    assertThat(few.find(heads[20])).isNull();
    assertThat(full.find(heads[20])).isNotNull();
  }

  /** Who knows the hash can choose /32s that share its upper bits. */
  @Test
  void headsThatShareABeginningOfTheirHashMakeALargePageAndNotALargeDirectory() {
    int[] alike = new int[100];
    int found = 0;
    for (int head = 1; found < alike.length; head++) {
      if (V6Heads.index(V6Heads.hash(head), 20) == 77) {
        alike[found++] = head;
      }
    }
    V6Heads heads = of(alike);
    Invariants.check(heads);
    assertThat(heads.bits).isLessThan(8);
    for (int head : alike) {
      assertThat(heads.find(head)).isNotNull();
    }
  }

  @Test
  void nothingChangedIsTheSame() {
    V6Heads heads = of(1, 2, 3);
    assertThat(new V6HeadsEdit(heads).build()).isSameAs(heads);
  }
}
