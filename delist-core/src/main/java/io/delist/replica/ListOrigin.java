package io.delist.replica;

/** Where the list that a node serves comes from. */
public enum ListOrigin {
  /** There is none to serve: nothing is blocked. */
  NONE,
  /** From the snapshot file of an earlier run; the store has not answered yet. */
  SNAPSHOT,
  /** From the store. */
  STORE
}
