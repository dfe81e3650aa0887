package io.delist.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.benchmarks.Rival.Handles;
import io.delist.trie.PrefixTrie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriterTest {

  @Test
  @Timeout(60)
  void aWriterPublishesChangesUntilItIsClosed() {
    PrefixList list = ClusteredList.of(2000, 7);
    Serving serving = new Serving(list, Handles.DISTINCT);
    PrefixTrie before = serving.trie;
    Writer writer =
        new Writer(serving, new Toggles(list, Handles.DISTINCT, serving), 1_000_000_000);
    while (writer.made() < 1000) {
      Thread.onSpinWait();
    }
    writer.close();
    assertThat(serving.trie).isNotSameAs(before);
    assertThat(before.size()).isEqualTo(2000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachToggleChangesOnePrefixAndTheSizeStaysNear(boolean v4) {
    PrefixList list = v4 ? ClusteredList.of(20_000, 7) : ClusteredList6.of(20_000, 7);
    Serving serving = new Serving(list, Handles.DISTINCT);
    Toggles toggles = new Toggles(list, Handles.DISTINCT, serving);
    int inserts = 0;
    for (int i = 0; i < 5000; i++) {
      long before = serving.trie.size();
      boolean inserting = toggles.draw();
      inserts += inserting ? 1 : 0;
      toggles.apply(serving);
      assertThat(serving.trie.size() - before).isEqualTo(inserting ? 1 : -1);
    }
    assertThat(inserts).isBetween(1500, 4000);
    assertThat(serving.trie.size()).isBetween(15_000L, 25_000L);
  }
}
