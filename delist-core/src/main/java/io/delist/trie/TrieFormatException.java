package io.delist.trie;

/** The bytes are not those of a trie. The message says what is wrong, not where in a file. */
public final class TrieFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  TrieFormatException(String what) {
    super(what);
  }
}
