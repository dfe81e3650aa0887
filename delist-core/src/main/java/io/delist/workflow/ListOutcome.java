package io.delist.workflow;

/** What became of a change to the list. */
public sealed interface ListOutcome {

  /**
   * It stands.
   *
   * @param revision the list's revision with it
   * @param changes how many entries it changed; 0 if all was so already
   */
  record Done(long revision, int changes) implements ListOutcome {}

  /** Nothing was changed. */
  sealed interface Unchanged extends ListOutcome {

    /** What stands against it and what would be right. */
    String why();
  }

  /** A guard, the allowlist or other listings stand against it. */
  record Refused(String why) implements Unchanged {}

  /** There is nothing to take off. */
  record NotListed(String why) implements Unchanged {}
}
