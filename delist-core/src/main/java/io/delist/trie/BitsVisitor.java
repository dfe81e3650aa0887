package io.delist.trie;

/** Sees prefixes of 32 bits and their handles, one after the other. */
@FunctionalInterface
interface BitsVisitor {
  void visit(int bits, int length, int handle);
}
