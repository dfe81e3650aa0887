package io.delist.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.Cases.Change;
import io.delist.trie.PrefixList.Entry;
import io.delist.trie.PrefixTrie.PrefixVisitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** The trie does what a plain list of prefixes does, whatever was done to it. */
class PrefixTrieModelTest {

  @Provide
  Arbitrary<List<Change>> changes() {
    return Cases.changes(40);
  }

  @Provide
  Arbitrary<List<List<Change>>> batches() {
    return Cases.changes(25).list().ofMinSize(1).ofMaxSize(5);
  }

  @Provide
  Arbitrary<IpPrefix> prefixes() {
    return Cases.prefixes();
  }

  @Provide
  Arbitrary<IpAddress> addresses() {
    return Cases.addresses();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void oneByOneItAnswersAsTheList(
      @ForAll("changes") List<Change> changes,
      @ForAll @Size(max = 20) List<@From("addresses") IpAddress> probes,
      @ForAll @Size(max = 5) List<@From("prefixes") IpPrefix> others) {
    PrefixTrie trie = PrefixTrie.empty();
    PrefixList list = new PrefixList();
    for (Change change : changes) {
      trie = apply(trie, change);
      apply(list, change);
      trie.checkInvariants();
    }
    compare(trie, list, changes, probes, others);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void inBatchesItAnswersAsTheListAndOldVersionsStay(
      @ForAll("batches") List<List<Change>> batches,
      @ForAll @Size(max = 20) List<@From("addresses") IpAddress> probes,
      @ForAll @Size(max = 5) List<@From("prefixes") IpPrefix> others) {
    List<PrefixTrie> versions = new ArrayList<>(List.of(PrefixTrie.empty()));
    List<List<Entry>> contents = new ArrayList<>(List.of(List.of()));
    PrefixTrie trie = PrefixTrie.empty();
    PrefixList list = new PrefixList();
    for (List<Change> batch : batches) {
      PrefixTrie.Editor editor = trie.edit();
      for (Change change : batch) {
        apply(editor, change);
        apply(list, change);
      }
      trie = editor.build();
      versions.add(trie);
      contents.add(list.all());
      compare(trie, list, batch, probes, others);
    }
    for (int i = 0; i < versions.size(); i++) {
      versions.get(i).checkInvariants();
      assertThat(collect(versions.get(i)::forEach)).isEqualTo(contents.get(i));
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aBatchMakesTheSameStructureAsOneByOne(@ForAll("batches") List<List<Change>> batches) {
    PrefixTrie batched = PrefixTrie.empty();
    PrefixTrie single = PrefixTrie.empty();
    for (List<Change> batch : batches) {
      PrefixTrie.Editor editor = batched.edit();
      for (Change change : batch) {
        apply(editor, change);
        single = apply(single, change);
      }
      batched = editor.build();
    }
    assertThat(batched.sameStructure(single)).isTrue();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void removingIsTheExactReverseOfInserting(
      @ForAll("changes") List<Change> before, @ForAll("changes") List<Change> more) {
    PrefixTrie start = PrefixTrie.empty();
    for (Change change : before) {
      start = apply(start, change);
    }
    Set<IpPrefix> added = new LinkedHashSet<>();
    PrefixTrie trie = start;
    for (Change change : more) {
      if (start.exact(change.prefix()) == PrefixTrie.NONE) {
        trie = apply(trie, change);
        added.add(change.prefix());
      }
    }
    List<IpPrefix> reverse = new ArrayList<>(added);
    Collections.reverse(reverse);
    for (IpPrefix prefix : reverse) {
      trie = trie.without(prefix);
    }
    trie.checkInvariants();
    assertThat(trie.sameStructure(start)).isTrue();
  }

  private static void compare(
      PrefixTrie trie,
      PrefixList list,
      List<Change> changes,
      List<IpAddress> probes,
      List<IpPrefix> others) {
    trie.checkInvariants();
    assertThat(trie.size()).isEqualTo(list.size());
    assertThat(collect(trie::forEach)).isEqualTo(list.all());
    for (Change change : changes) {
      Cases.edges(change.prefix()).forEach(edge -> compare(trie, list, edge));
      compare(trie, list, change.prefix());
    }
    probes.forEach(probe -> compare(trie, list, probe));
    others.forEach(other -> compare(trie, list, other));
  }

  private static void compare(PrefixTrie trie, PrefixList list, IpAddress address) {
    int expected = list.lookup(address);
    hit(expected != PrefixTrie.NONE);
    assertThat(trie.lookup(address)).as("%s", address).isEqualTo(expected);
    if (address.isV4()) {
      assertThat(trie.lookup(address.v4Bits())).isEqualTo(expected);
      assertThat(trie.lookup(0, 0xffff_0000_0000L | address.low())).isEqualTo(expected);
    } else {
      assertThat(trie.lookup(address.high(), address.low())).isEqualTo(expected);
    }
    List<Entry> covering = collect(visitor -> trie.forEachCovering(address, visitor));
    assertThat(covering).as("%s", address).isEqualTo(list.covering(address.toPrefix()));
  }

  private static void compare(PrefixTrie trie, PrefixList list, IpPrefix prefix) {
    assertThat(trie.exact(prefix)).as("%s", prefix).isEqualTo(list.exact(prefix));
    assertThat(collect(visitor -> trie.forEachCovering(prefix, visitor)))
        .as("%s", prefix)
        .isEqualTo(list.covering(prefix));
    assertThat(collect(visitor -> trie.forEachWithin(prefix, visitor)))
        .as("%s", prefix)
        .isEqualTo(list.within(prefix));
    compareTouches(trie, list, prefix);
    for (int length = 0; length < prefix.length(); length += 4) {
      compareTouches(trie, list, prefix.first().prefix(length));
    }
  }

  private static void compareTouches(PrefixTrie trie, PrefixList list, IpPrefix prefix) {
    assertThat(trie.touches(prefix))
        .as("anything around or in %s", prefix)
        .isEqualTo(!list.covering(prefix).isEmpty() || !list.within(prefix).isEmpty());
  }

  /** Fails a property of which fewer than a fifth of the probes found something. */
  private static void hit(boolean hit) {
    Statistics.label("probes")
        .collect(hit)
        .coverage(
            checker -> {
              checker.check(true).percentage(share -> share >= 20);
              checker.check(false).percentage(share -> share >= 5);
            });
  }

  private static List<Entry> collect(Consumer<PrefixVisitor> walk) {
    List<Entry> seen = new ArrayList<>();
    walk.accept((prefix, handle) -> seen.add(new Entry(prefix, handle)));
    return seen;
  }

  private static PrefixTrie apply(PrefixTrie trie, Change change) {
    return change.handle() == PrefixTrie.NONE
        ? trie.without(change.prefix())
        : trie.with(change.prefix(), change.handle());
  }

  private static void apply(PrefixTrie.Editor editor, Change change) {
    if (change.handle() == PrefixTrie.NONE) {
      editor.remove(change.prefix());
    } else {
      editor.put(change.prefix(), change.handle());
    }
  }

  private static void apply(PrefixList list, Change change) {
    if (change.handle() == PrefixTrie.NONE) {
      list.remove(change.prefix());
    } else {
      list.put(change.prefix(), change.handle());
    }
  }
}
