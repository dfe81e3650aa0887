package io.delist.fetch;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list that somebody else serves over HTTP. Each look asks for it, with what the server gave to
 * ask with (ETag, Last-Modified); what comes is new if its bytes are.
 *
 * <p>Three files are kept in the directory: {@code NAME.part} while it comes, {@code NAME.new} once
 * it is whole, and {@code NAME.list}, the one that served last. A process that starts knows nothing
 * of what it fetched before and asks for all of it; its first look deletes a {@code NAME.new} that
 * another left.
 *
 * <p>A list that is wanted again is found again without asking; the server is asked for a newer one
 * when it was not asked for an hour.
 *
 * <p>A server that refuses and says when it wants to be asked again (Retry-After) is not asked
 * before, a day at most.
 */
public final class FetchedUrl implements ListPlace {

  private static final Duration ASKED_LATELY = Duration.ofHours(1);

  /** A server's wish not to be asked for a while, and what we say until then. */
  private record Refusal(Instant until, String why) {}

  private final ListUrl url;
  private final FetchLimits limits;
  private final InstantSource clock;
  private final HttpFetch http;
  private final Path directory;
  private final Path part;
  private final Path fresh;
  private final Path good;
  private Validators validators = Validators.NONE;
  private @Nullable HashCode found;
  private @Nullable Path waiting;
  private Instant askedAt = Instant.MIN;
  private boolean started;
  private @Nullable Refusal refusal;

  /**
   * @param directory where the files are kept; made if need be
   * @param name their name, its own for each place
   * @param clock measures the total time, and how long a server wants not to be asked
   */
  public FetchedUrl(
      ListUrl url, FetchLimits limits, Path directory, String name, InstantSource clock) {
    this.url = url;
    this.limits = limits;
    this.clock = clock;
    this.http = new HttpFetch(limits, clock);
    this.directory = directory;
    this.part = directory.resolve(name + ".part");
    this.fresh = directory.resolve(name + ".new");
    this.good = directory.resolve(name + ".list");
  }

  @Override
  public Look look() {
    if (waiting != null && !Files.exists(waiting)) {
      // Somebody took it away: what the server has is new again.
      waiting = null;
      validators = Validators.NONE;
      found = null;
    }
    Look look =
        waiting != null && clock.instant().isBefore(askedAt.plus(ASKED_LATELY))
            ? Look.Unchanged.INSTANCE
            : ask();
    Path again = look instanceof Look.Found ? null : waiting;
    waiting = null;
    return again == null ? look : new Look.Found(again);
  }

  private Look ask() {
    askedAt = clock.instant();
    if (refusal != null && clock.instant().isBefore(refusal.until())) {
      return new Look.Failed(refusal.why());
    }
    refusal = null;
    try {
      OwnDirectory.make(directory);
      if (!started) {
        Files.deleteIfExists(fresh);
        started = true;
      }
      return fetch();
    } catch (FetchException e) {
      String why = String.valueOf(e.getMessage());
      refusal = e.notBefore().map(until -> new Refusal(until, why)).orElse(null);
      return new Look.Failed(why);
    } catch (IOException e) {
      return new Look.Failed("cannot be kept in " + directory + " (" + e + ")");
    }
  }

  private Look fetch() throws IOException {
    try {
      HttpFetch.Answer answer = http.get(url, validators, part);
      if (!answer.isNew()) {
        return Look.Unchanged.INSTANCE;
      }
      Path unpacked = directory.resolve(part.getFileName() + ".unpacked");
      String encoding = answer.headers().firstValue("Content-Encoding").orElse("");
      try {
        Unpacking.unpack(part, encoding, unpacked, limits.largestBytes());
        HashCode hash = MoreFiles.asByteSource(unpacked).hash(Hashing.sha256());
        boolean known = hash.equals(found);
        if (!known) {
          move(unpacked, fresh);
        }
        found = hash;
        validators = Validators.of(answer.headers());
        return known ? Look.Unchanged.INSTANCE : new Look.Found(fresh);
      } finally {
        Files.deleteIfExists(unpacked);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void settle(Path file, boolean serves) throws IOException {
    if (!file.equals(fresh) && !file.equals(good)) {
      return;
    }
    waiting = serves ? null : file;
    if (serves && file.equals(fresh)) {
      move(fresh, good);
    }
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public Optional<Path> lastGood() {
    return Files.isReadable(good) ? Optional.of(good) : Optional.empty();
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
