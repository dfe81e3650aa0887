package io.delist.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list file that somebody else writes. It is new when its size, its time or the file itself is
 * another; and since it may be half written, a new one is found only once two looks saw it the
 * same. So an interval between two looks is how long a writer may pause. A file that is renamed
 * into place, which is the better way, waits for one look too.
 *
 * <p>The first look takes the file as it is.
 */
public final class WatchedFile implements ListPlace {

  private final Path file;
  private @Nullable FileState found;
  private @Nullable FileState pending;
  private boolean looked;

  public WatchedFile(Path file) {
    this.file = file;
  }

  @Override
  public Look look() {
    boolean first = !looked;
    looked = true;
    FileState now;
    try {
      now = FileState.of(file);
    } catch (IOException e) {
      found = null;
      pending = null;
      return new Look.Failed("cannot be read (" + e + ")");
    }
    if (now.equals(found)) {
      pending = null;
      return Look.Unchanged.INSTANCE;
    }
    if (!first && !now.equals(pending)) {
      pending = now;
      return Look.Unsettled.INSTANCE;
    }
    found = now;
    pending = null;
    return new Look.Found(file);
  }

  /** The file is where it is; nothing is kept beside it. */
  @Override
  public void settle(Path judged, boolean serves) {
    if (!serves) {
      // Seen once already: the next look takes it, unless it has changed since.
      pending = found;
      found = null;
    }
  }

  @Override
  public boolean isSlow() {
    return false;
  }

  @Override
  public Optional<Path> lastGood() {
    return Optional.empty();
  }
}
