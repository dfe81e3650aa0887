package io.delist.workflow;

import io.delist.blocklist.ListingGuard;
import io.delist.blocklist.Objection;
import io.delist.blocklist.Source;
import io.delist.feed.FeedContent;
import io.delist.feed.FeedProblem;
import io.delist.fetch.FileState;
import io.delist.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a list file as what a source lists, all of it. A bad line is reported and the rest loads; a
 * file that cannot be read, that changes while it is read, in which more than a tenth of the lines
 * are bad or that says that its time is over leaves the previous list of that source in place, and
 * so does a store that is away. A list that a {@linkplain io.delist.blocklist.Guard guard} holds
 * waits for a correction, or for an operator who {@linkplain #accept accepts} that very list.
 *
 * <p><b>Cost:</b> only what differs from what the source lists is written. <b>Threads:</b> safe.
 */
public final class FeedReload {

  private static final Logger LOG = LoggerFactory.getLogger(FeedReload.class);

  private final ListingDesk desk;
  private final ListingGuard guard;
  private final Opening opening;

  /** Of each source whose list is to be tried again, why: said once, however often it is tried. */
  private final Map<Source, String> waiting = new ConcurrentHashMap<>();

  /** How a file is opened. */
  @FunctionalInterface
  interface Opening {
    InputStream open(Path file) throws IOException;
  }

  public FeedReload(ListingDesk desk, ListingGuard guard) {
    this(desk, guard, Files::newInputStream);
  }

  FeedReload(ListingDesk desk, ListingGuard guard, Opening opening) {
    this.desk = desk;
    this.guard = guard;
    this.opening = opening;
  }

  /** What became of a file. */
  public sealed interface Outcome {

    /**
     * Lines that were passed over: bad ones, and prefixes that are never listed; the first ones.
     */
    List<FeedProblem> problems();

    /**
     * The source lists what the file holds.
     *
     * @param revision the list's revision with it
     * @param counts the list before and now
     * @param changes how many entries were written: new, gone, or with other terms
     */
    record Loaded(long revision, SourceCounts counts, int changes, List<FeedProblem> problems)
        implements Outcome {

      /** How many prefixes the source lists now. */
      public long entries() {
        return counts.after();
      }
    }

    /**
     * Guards hold the list; the previous one stays in service.
     *
     * @param objections what they have against it, the weightiest first; at least one
     * @param counts the list before, and as it would be
     * @param fingerprint identifies the list to {@link FeedReload#accept}
     */
    record Held(
        List<Objection> objections,
        SourceCounts counts,
        String fingerprint,
        List<FeedProblem> problems)
        implements Outcome {}

    /**
     * The previous list of the source stays in service.
     *
     * @param why in words for an operator
     * @param tryAgain whether the same file may do later: the store failed, the file could not be
     *     opened or read, it changed meanwhile, or it says that it was made in the future
     */
    record Kept(String why, List<FeedProblem> problems, boolean tryAgain) implements Outcome {}
  }

  /**
   * Loads the file and says in the log what became of it; of a list that is tried again and again,
   * only when something else has become of it.
   */
  public Outcome load(Path file, Feed feed) {
    return load(file, feed, null);
  }

  /**
   * Loads a file that guards held, on an operator's word; the audit log has it.
   *
   * @param fingerprint the list that is meant: a file that holds another by now is held again
   */
  public Outcome accept(Path file, Feed feed, String fingerprint) {
    return load(file, feed, fingerprint);
  }

  private Outcome load(Path file, Feed feed, @Nullable String accepted) {
    Outcome outcome = read(file, feed, accepted);
    Source source = feed.grounds().source();
    String why = outcome instanceof Outcome.Kept kept && kept.tryAgain() ? kept.why() : "";
    String before = why.isEmpty() ? waiting.remove(source) : waiting.put(source, why);
    if (why.isEmpty() || !why.equals(before)) {
      FeedLog.tell(LOG, feed, outcome);
    }
    return outcome;
  }

  private Outcome read(Path file, Feed feed, @Nullable String accepted) {
    ListingGuard allowing = feed.allowWide() ? guard.allowWide() : guard;
    FeedContent content;
    try {
      FileState before = FileState.of(file);
      try (InputStream in = opening.open(file)) {
        content = feed.format().read(in, feed.name(), allowing);
      }
      if (!FileState.of(file).equals(before)) {
        return new Outcome.Kept("changed while it was read", List.of(), true);
      }
    } catch (IOException e) {
      return new Outcome.Kept("cannot be read (" + e + ")", List.of(), true);
    } catch (RuntimeException e) {
      return failed(e, feed, List.of());
    }
    Optional<String> unfitness = content.unfitness();
    return unfitness.isPresent()
        ? new Outcome.Kept(unfitness.get(), content.problems(), false)
        : replace(content, feed, accepted);
  }

  private static Outcome failed(RuntimeException e, Feed feed, List<FeedProblem> problems) {
    LOG.error("feed {} as {}: loading it failed", feed.name(), feed.grounds().source(), e);
    return new Outcome.Kept("loading it failed (" + e + ")", problems, true);
  }

  private Outcome replace(FeedContent content, Feed feed, @Nullable String accepted) {
    List<FeedProblem> problems = content.problems();
    SourceReplacement.Result result;
    try {
      result =
          desk.replace(
              new SourceReplacement(
                  feed.grounds(),
                  content.entries(),
                  feed.allowWide(),
                  accepted,
                  content::untimeliness),
              content.refusedLines());
    } catch (StoreException e) {
      return new Outcome.Kept("the store failed (" + e.getMessage() + ")", problems, true);
    } catch (RuntimeException e) {
      return failed(e, feed, problems);
    }
    SourceCounts counts = result.counts();
    if (result.outcome() instanceof ListOutcome.Done done && counts != null) {
      return new Outcome.Loaded(done.revision(), counts, done.changes(), problems);
    }
    if (result.outcome() instanceof ListOutcome.Held held) {
      return new Outcome.Held(held.objections(), held.counts(), held.fingerprint(), problems);
    }
    String why = ((ListOutcome.Unchanged) result.outcome()).why();
    return new Outcome.Kept(why, problems, result.passes());
  }
}
