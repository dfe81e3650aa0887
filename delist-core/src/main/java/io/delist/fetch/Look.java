package io.delist.fetch;

import java.nio.file.Path;

/** What a look at a place found. */
public sealed interface Look {

  /**
   * A list that was not found before.
   *
   * @param file where it is; it stays there until the next look
   */
  record Found(Path file) implements Look {}

  /** Nothing new. */
  record Unchanged() implements Look {

    static final Unchanged INSTANCE = new Unchanged();
  }

  /** Something new that is still being written: the next look finds it, or it has changed again. */
  record Unsettled() implements Look {

    static final Unsettled INSTANCE = new Unsettled();
  }

  /**
   * There is no list to be had.
   *
   * @param why in words for an operator, to be read after the place's name
   */
  record Failed(String why) implements Look {}
}
