package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
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
}
