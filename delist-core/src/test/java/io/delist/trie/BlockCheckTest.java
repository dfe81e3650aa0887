package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpPrefix;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/**
 * A block with one bit turned is refused wherever the bit is, but where it makes another block that
 * is as good: another handle, another address that is covered, another lone address, another prefix
 * in its key.
 */
class BlockCheckTest {

  private static final int HIGHEST_HANDLE = 100;

  /** With hidden prefixes on both levels, a lone one, and parts of one and of several values. */
  private static final String[] PREFIXES = {
    "10.1.2.0/24",
    "10.1.3.4/32",
    "10.1.4.0/25",
    "10.1.4.0/26",
    "10.1.4.64/26",
    "10.1.4.200/32",
    "10.1.6.0/23",
    "10.1.6.0/24",
    "10.1.7.0/24",
    "10.1.7.9/32",
    "10.1.128.0/17",
    "10.1.250.8/30"
  };

  private static int[] block(boolean oneHandle, String... prefixes) {
    PrefixTrie.Editor editor = PrefixTrie.empty().edit();
    for (int i = 0; i < prefixes.length; i++) {
      editor.put(IpPrefix.parse(prefixes[i]), oneHandle ? 7 : i + 1);
    }
    return editor.build().v4.middles[10][1];
  }

  private static int check(int[] block) throws TrieFormatException {
    return new V4BlockCheck(HIGHEST_HANDLE, false).check(block, PrefixTrie.NONE, 16);
  }

  private static boolean isRefused(int[] block) {
    try {
      return check(block) < 1;
    } catch (TrieFormatException e) {
      return true;
    }
  }

  private static boolean isHandle(int value) {
    return value > PrefixTrie.NONE && value <= HIGHEST_HANDLE;
  }

  /** Where an int may be another one, and what it then has to be. */
  private enum Place {
    FIXED,
    HANDLE,
    HANDLE_OR_NONE,
    COVERED,
    KEY,
    LONE
  }

  private static Place[] places(int[] block) {
    Place[] places = new Place[block.length];
    Arrays.fill(places, Place.FIXED);
    boolean differ = block[V4Block.UNIFORM] == PrefixTrie.NONE;
    if (!differ) {
      places[V4Block.UNIFORM] = Place.HANDLE;
    }
    int lonesAt = V4Block.lonesAt(block);
    for (int i = V4Block.ENTRIES; i < lonesAt; i++) {
      int entry = block[i];
      if (entry >= 0) {
        places[i] = Place.HANDLE_OR_NONE;
      } else if ((entry & V4Block.LONE) != 0) {
        places[i] = Place.LONE;
      } else {
        part(block, entry & V4Block.PLACE_MASK, differ, places);
      }
    }
    int keysAt = V4Block.keysAt(block);
    Arrays.fill(places, lonesAt, keysAt, Place.HANDLE);
    int keys = V4Block.keys(block[V4Block.META]);
    int hiddenAt = keysAt + V4Keys.ints(keys);
    Arrays.fill(places, keysAt, hiddenAt, Place.KEY);
    if (differ) {
      Arrays.fill(places, hiddenAt, hiddenAt + hidden(block, keysAt, keys), Place.HANDLE);
    }
    return places;
  }

  private static void part(int[] block, int at, boolean differ, Place[] places) {
    places[at + V4Sub.OUTER] = Place.HANDLE_OR_NONE;
    Arrays.fill(places, at + V4Sub.COVERED, at + V4Sub.BEGINS, Place.COVERED);
    int keysAt = V4Sub.keysAt(block, at);
    int hiddenAt = keysAt + V4Keys.ints(V4Sub.keys(block[at]));
    Arrays.fill(places, keysAt, hiddenAt, Place.KEY);
    if (differ) {
      Arrays.fill(places, at + V4Sub.VALUES, keysAt, Place.HANDLE);
      Arrays.fill(places, hiddenAt, at + V4Sub.length(block, at), Place.HANDLE);
    }
  }

  private static int hidden(int[] block, int keysAt, int keys) {
    int hidden = 0;
    for (int i = 0; i < keys; i++) {
      hidden += V4Keys.isHidden(V4Keys.get(block, keysAt, i)) ? 1 : 0;
    }
    return hidden;
  }

  private static boolean mayBe(Place place, int value) {
    return switch (place) {
      case FIXED -> false;
      case HANDLE -> isHandle(value);
      case HANDLE_OR_NONE -> value == PrefixTrie.NONE || isHandle(value);
      case COVERED, KEY -> true;
      case LONE -> value < 0 && (value & V4Block.LONE) != 0;
    };
  }

  private static void turnEveryBit(int[] good) {
    Place[] places = places(good);
    BitSet accepted = new BitSet();
    for (int bit = 0; bit < good.length * Integer.SIZE; bit++) {
      int[] turned = good.clone();
      int i = bit / Integer.SIZE;
      turned[i] ^= 1 << bit % Integer.SIZE;
      boolean refused = isRefused(turned);
      if (!refused) {
        accepted.set(i);
      }
      boolean handle = places[i] == Place.HANDLE;
      if (handle && i != V4Block.UNIFORM) {
        assertThat(refused).as("handle %d at %d", turned[i], i).isEqualTo(!isHandle(turned[i]));
      } else {
        assertThat(refused || mayBe(places[i], turned[i]))
            .as("bit %d of the int at %d (%s)", bit % Integer.SIZE, i, places[i])
            .isTrue();
      }
    }
    assertThat(accepted.cardinality()).as("ints that may be others").isBetween(8, good.length - 8);
  }

  @Test
  void blocksOfATrieAreAccepted() throws TrieFormatException {
    assertThat(check(block(false, PREFIXES))).isEqualTo(PREFIXES.length);
    assertThat(check(block(true, PREFIXES))).isEqualTo(PREFIXES.length);
    assertThat(check(block(true, "10.1.0.0/16"))).isEqualTo(1);
    assertThat(check(block(true, "10.1.255.255/32"))).isEqualTo(1);
  }

  @Test
  void noOtherBitMayBeTurnedWhereHandlesDiffer() {
    turnEveryBit(block(false, PREFIXES));
  }

  @Test
  void noOtherBitMayBeTurnedWhereThereIsOneHandle() {
    turnEveryBit(block(true, PREFIXES));
  }

  @Test
  void aBlockThatIsCutShortOrTooLongIsRefused() {
    for (boolean oneHandle : new boolean[] {false, true}) {
      int[] good = block(oneHandle, PREFIXES);
      for (int length = 0; length < good.length + 3; length++) {
        int[] cut = Arrays.copyOf(good, length);
        if (length == good.length) {
          assertThatCode(() -> check(cut)).doesNotThrowAnyException();
        } else if (length > 0) {
          assertThatThrownBy(() -> check(cut))
              .as("%d of %d ints", length, good.length)
              .isInstanceOf(TrieFormatException.class);
        }
      }
    }
  }

  @Test
  void whatABlockInheritsIsWhatIsAroundIt() {
    int[] good = block(false, PREFIXES);
    assertThatThrownBy(() -> new V4BlockCheck(HIGHEST_HANDLE, false).check(good, 5, 16))
        .hasMessageContaining("a block inherits 0");
  }

  @Test
  void aWideBlockHasNoLongPrefixes() {
    int[] good = block(false, PREFIXES);
    assertThatThrownBy(() -> new V4BlockCheck(HIGHEST_HANDLE, false).check(good, 0, 7))
        .isInstanceOf(TrieFormatException.class);
    int[] lone = block(false, "10.1.3.4/32");
    assertThatThrownBy(() -> new V4BlockCheck(HIGHEST_HANDLE, false).check(lone, 0, 7))
        .hasMessageContaining("too long for its place");
  }

  @Test
  void ofAnExactBlockNoBitMayBeTurnedButThoseOfHandlesAndLoneAddresses() {
    int[] good = block(false, PREFIXES);
    Place[] places = places(good);
    for (int bit = 0; bit < good.length * Integer.SIZE; bit++) {
      int[] turned = good.clone();
      int i = bit / Integer.SIZE;
      turned[i] ^= 1 << bit % Integer.SIZE;
      if (places[i] == Place.FIXED || places[i] == Place.COVERED || places[i] == Place.KEY) {
        assertThatThrownBy(() -> new V4BlockCheck(HIGHEST_HANDLE, true).check(turned, 0, 16))
            .as("bit %d of the int at %d", bit % Integer.SIZE, i)
            .isInstanceOf(TrieFormatException.class);
      }
    }
  }
}
