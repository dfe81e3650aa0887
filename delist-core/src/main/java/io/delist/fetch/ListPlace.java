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
   * What became of a list of this place.
   *
   * @param file the one that was judged: found last, or the {@linkplain #lastGood last good} one,
   *     which stays as it is
   * @param serves true if it serves now, so that it is the last good list of this place; false if
   *     it is wanted again, as it could not be used for now or has served for long, so that the
   *     next look is to find it unless there is a newer one
   * @throws IOException if it cannot be kept as the last good list
   */
  void settle(Path file, boolean serves) throws IOException;

  /** Whether a look may take long, as one over the network does. */
  boolean isSlow();

  /** The last good list, if this place keeps one of its own. */
  Optional<Path> lastGood();
}
