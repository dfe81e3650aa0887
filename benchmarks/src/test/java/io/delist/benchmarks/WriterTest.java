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
      // The same prefix may stand in two places of what is drawn from; then nothing is left to do.
      assertThat(serving.trie.size() - before).isIn(0L, inserting ? 1L : -1L);
    }
    assertThat(inserts).isBetween(2000, 3000);
    assertThat(serving.trie.size()).isBetween(18_500L, 21_500L);
  }
}
