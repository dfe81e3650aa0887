package io.delist.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place where a list is to be had, looked at again and again.
 *
 * <p><b>Threads:</b> for one at a time. <b>Errors:</b> none; what goes wrong is {@link
 * Look.Failed}.
 */
public interface ListPlace {

  /** Looks whether there is a list that was not found before. */
  Look look();

  /**
   * What was found last serves now: it is the last good list of this place.
   *
   * @throws IOException if it cannot be kept as such
   */
  void serves() throws IOException;

  /** What was found last could not be used for now: the next look finds it again. */
  void again();

  /** The last good list, if this place keeps one of its own. */
  Optional<Path> lastGood();
}
