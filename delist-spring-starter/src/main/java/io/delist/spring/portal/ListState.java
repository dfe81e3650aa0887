package io.delist.spring.portal;

import io.delist.replica.Replica;

/** Keeps the portal from claiming anything before there is a list to claim it of. */
final class ListState {

  private final Replica replica;

  ListState(Replica replica) {
    this.replica = replica;
  }

  /**
   * Passes if there is a list.
   *
   * @throws ListNotLoadedException otherwise
   */
  void requireLoaded() {
    if (!replica.isLoaded()) {
      throw new ListNotLoadedException();
    }
  }

  /** There is no list yet: "not listed" would be a lie. */
  static final class ListNotLoadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ListNotLoadedException() {
      super("the list is not loaded yet");
    }
  }
}
