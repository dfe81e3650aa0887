package io.delist.workflow;

import io.delist.blocklist.ListingGuard;
import io.delist.feed.FeedContent;
import io.delist.feed.FeedFormat;
import io.delist.feed.FeedProblem;
import io.delist.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a list file as what a source lists, all of it. A bad line is reported and the rest loads; a
 * file that cannot be read, or in which more than a tenth of the lines are bad, leaves the previous
 * list of that source in place, and so do a file without any entry and a store that is away.
 *
 * <p><b>Threads:</b> safe.
 */
public final class FeedReload {

  private static final Logger LOG = LoggerFactory.getLogger(FeedReload.class);

  private final ListingDesk desk;
  private final ListingGuard guard;

  public FeedReload(ListingDesk desk, ListingGuard guard) {
    this.desk = desk;
    this.guard = guard;
  }

  /** What became of a file. */
  public sealed interface Outcome {

    /**
     * The source lists what the file holds.
     *
     * @param revision the list's revision with it
     * @param entries how many prefixes the source lists now
     * @param changes how many of them are new, changed or gone
     * @param problems lines that were passed over: bad ones, and prefixes that are never listed
     */
    record Loaded(long revision, int entries, int changes, List<FeedProblem> problems)
        implements Outcome {}

    /**
     * The previous list of the source stays in service.
     *
     * @param why in words for an operator
     * @param problems the first bad lines
     * @param tryAgain whether it is the store that failed, so that the same file may do later
     */
    record Kept(String why, List<FeedProblem> problems, boolean tryAgain) implements Outcome {}
  }

  /** Loads the file and says in the log what became of it. */
  public Outcome load(Path file, ListingDesk.Grounds grounds) {
    Outcome outcome = read(file, grounds);
    String source = grounds.source().name();
    if (outcome instanceof Outcome.Loaded loaded) {
      loaded.problems().forEach(problem -> LOG.warn("{}: passed over", problem));
      LOG.info(
          "feed {} as {}: {} entries, {} changes, revision {}",
          file,
          source,
          loaded.entries(),
          loaded.changes(),
          loaded.revision());
    } else if (outcome instanceof Outcome.Kept kept) {
      kept.problems().forEach(problem -> LOG.warn("{}", problem));
      LOG.error("feed {} as {}: {}; the previous list stays in service", file, source, kept.why());
    }
    return outcome;
  }

  private Outcome read(Path file, ListingDesk.Grounds grounds) {
    FeedContent content;
    try (InputStream in = Files.newInputStream(file)) {
      content = FeedFormat.CIDR.read(in, file.toString(), guard);
    } catch (IOException e) {
      return new Outcome.Kept("cannot be read (" + e + ")", List.of(), false);
    }
    Optional<String> unfitness = content.unfitness();
    if (unfitness.isPresent()) {
      return new Outcome.Kept(unfitness.get(), content.problems(), false);
    }
    if (content.prefixes().isEmpty()) {
      return new Outcome.Kept("holds no entry that can be listed", content.problems(), false);
    }
    ListOutcome outcome;
    try {
      outcome = desk.replace(grounds, content.prefixes());
    } catch (StoreException e) {
      return new Outcome.Kept(
          "the store failed (" + e.getMessage() + ")", content.problems(), true);
    }
    if (outcome instanceof ListOutcome.Done done) {
      return new Outcome.Loaded(
          done.revision(), content.prefixes().size(), done.changes(), content.problems());
    }
    return new Outcome.Kept(((ListOutcome.Unchanged) outcome).why(), content.problems(), false);
  }
}
