package io.delist.trie;

/** Lets the tests of other packages check the structure of a trie that they made. */
public final class TrieChecks {

  private TrieChecks() {}

  /**
   * Checks every invariant of the structure.
   *
   * @throws IllegalStateException if one does not hold
   */
  public static void check(PrefixTrie trie) {
    trie.checkInvariants();
  }
}
