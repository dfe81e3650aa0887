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

  /**
   * Nothing was changed.
   *
   * @param why what stands against it and what would be right
   */
  record Refused(String why) implements ListOutcome {}
}
