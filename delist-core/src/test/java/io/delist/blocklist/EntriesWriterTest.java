package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What the writer keeps does not grow with what was. */
class EntriesWriterTest {

  private static final IpPrefix PREFIX = IpPrefix.parse("192.0.2.0/24");
  private static final IpPrefix OTHER = IpPrefix.parse("2001:db8::/32");

  private final EntriesWriter<String> writer = new EntriesWriter<>();

  @Test
  void nothingNewIsTheStateThatWas() {
    writer.put(PREFIX, "a");
    Entries<String> published = writer.publish();

    assertThat(writer.publish()).isSameAs(published);
  }

  @Test
  void equalValuesShareAHandle() {
    writer.put(PREFIX, "a");
    writer.put(OTHER, new String("a"));
    Entries<String> entries = writer.publish();

    assertThat(entries.trie().exact(PREFIX)).isEqualTo(entries.trie().exact(OTHER));
  }

  @Test
  void handlesOfWhatIsGoneAreGivenOutAgain() {
    writer.put(OTHER, "stays");
    Entries<String> first = writer.publish();
    int highest = 0;
    for (int i = 0; i < 5_000; i++) {
      writer.put(PREFIX, "value " + i);
      Entries<String> entries = writer.publish();
      highest = Math.max(highest, entries.trie().exact(PREFIX));
      assertThat(entries.exact(PREFIX)).isEqualTo("value " + i);
      assertThat(entries.exact(OTHER)).isEqualTo("stays");
    }
    assertThat(highest).isBetween(500, 2_000);
    assertThat(first.exact(OTHER)).isEqualTo("stays");
    assertThat(first.exact(PREFIX)).isNull();
  }

  /** More than wait as objects; of several changes to one prefix the last counts. */
  @Test
  void manyChangesAreOneStateAndNothingOfThemShowsBefore() {
    writer.put(PREFIX, "before");
    Entries<String> before = writer.publish();
    int many = 100_000;
    for (int i = 0; i < many; i++) {
      writer.put(IpAddress.ofV4(0x0a00_0000 + i).toPrefix(), i % 2 == 0 ? "even" : "odd");
    }
    writer.remove(PREFIX);
    for (int i = 0; i < many; i += 4) {
      writer.remove(IpAddress.ofV4(0x0a00_0000 + i).toPrefix());
    }
    writer.put(IpAddress.ofV4(0x0a00_0000).toPrefix(), "again");

    assertThat(writer.at(IpAddress.ofV4(0x0a00_0000).toPrefix())).isEqualTo("again");
    assertThat(writer.at(IpAddress.ofV4(0x0a00_0001).toPrefix())).isEqualTo("odd");
    assertThat(writer.at(IpAddress.ofV4(0x0a00_0004).toPrefix())).isNull();
    assertThat(writer.at(PREFIX)).isNull();
    assertThat(before.size()).isEqualTo(1);
    assertThat(before.exact(PREFIX)).isEqualTo("before");
    Entries<String> after = writer.publish();
    assertThat(after.size()).isEqualTo(many - many / 4 + 1);
    assertThat(after.exact(PREFIX)).isNull();
    for (int i = 1; i < many; i++) {
      String expected = i % 4 == 0 ? null : i % 2 == 0 ? "even" : "odd";
      assertThat(after.exact(IpAddress.ofV4(0x0a00_0000 + i).toPrefix())).isEqualTo(expected);
    }
    assertThat(writer.publish()).isSameAs(after);
  }

  @Test
  void handlesOfAListThatIsEmptyNowAndThenAreGivenOutAgain() {
    Entries<String> last = writer.publish();
    for (int i = 0; i < 5_000; i++) {
      writer.put(PREFIX, "value " + i);
      last = writer.publish();
      assertThat(last.exact(PREFIX)).isEqualTo("value " + i);
      writer.remove(PREFIX);
      assertThat(writer.publish().exact(PREFIX)).isNull();
    }
    assertThat(last.next()).isEqualTo(2);
  }

  /** What a snapshot writes of a state must not change while it is written. */
  @Test
  void aStateHasAValueForEveryHandleWhateverIsGivenOutAgain() {
    List<Entries<String>> states = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      writer.put(address(i % 700), "value " + i);
      Entries<String> state = writer.publish();
      if (i % 50 == 0) {
        states.add(state);
      }
    }
    for (Entries<String> state : states) {
      Object[] values = state.values();
      assertThat(values).hasSize(state.next());
      assertThat(Arrays.asList(values).subList(1, values.length)).doesNotContainNull();
      Set<Object> all = Set.copyOf(Arrays.asList(values).subList(1, values.length));
      state.forEach((prefix, value) -> assertThat(all).contains(value));
    }
  }

  @Test
  void aFirstLoadIsNumberedOnce() {
    for (int i = 0; i < 3_000; i++) {
      writer.put(address(i), "value " + i);
    }
    Entries<String> entries = writer.publish();

    assertThat(entries.next()).isEqualTo(3_001);
    assertThat(entries.livingAtSweep()).isEqualTo(3_001);
    // In the order in which they came: numbering anew would give them out in the order of prefixes.
    assertThat(entries.trie().exact(address(0))).isEqualTo(1);
  }

  /** Whatever number of changes is taken in at once, a state shows all of them and no more. */
  @Property
  void changesAreAllThereWhenAStateIsAskedFor(
      @ForAll List<@Size(max = 40) List<@IntRange(min = -60, max = 60) Integer>> revisions,
      @ForAll @IntRange(min = 1, max = 50) int atOnce) {
    EntriesWriter<String> some = new EntriesWriter<>(atOnce);
    Map<IpPrefix, String> expected = new TreeMap<>();
    List<Entries<String>> states = new ArrayList<>();
    List<Map<IpPrefix, String>> expectedStates = new ArrayList<>();
    for (List<Integer> revision : revisions) {
      for (int i : revision) {
        IpPrefix prefix = address(Math.abs(i) % 20);
        if (i < 0) {
          some.remove(prefix);
          expected.remove(prefix);
        } else {
          some.put(prefix, "value " + i);
          expected.put(prefix, "value " + i);
        }
        assertThat(some.at(prefix)).isEqualTo(expected.get(prefix));
      }
      states.add(some.publish());
      expectedStates.add(new TreeMap<>(expected));
    }
    for (int i = 0; i < states.size(); i++) {
      Map<IpPrefix, String> state = new TreeMap<>();
      states.get(i).forEach(state::put);
      assertThat(state).isEqualTo(expectedStates.get(i));
    }
  }

  private static IpPrefix address(int i) {
    return IpAddress.ofV4(0xc000_0200 - i * 7).toPrefix();
  }
}
