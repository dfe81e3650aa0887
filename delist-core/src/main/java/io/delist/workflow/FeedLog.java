package io.delist.workflow;

import io.delist.blocklist.Objection;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** Says in the log what became of a list. */
final class FeedLog {

  private FeedLog() {}

  static void tell(Logger log, Feed feed, FeedReload.Outcome outcome) {
    String source = feed.grounds().source().name();
    if (outcome instanceof FeedReload.Outcome.Loaded loaded) {
      loaded.problems().forEach(problem -> log.warn("{}: passed over", problem));
      log.info(
          "feed {} as {}: {} entries ({} before), {} changes, revision {}",
          feed.name(),
          source,
          loaded.entries(),
          loaded.counts().serving(),
          loaded.changes(),
          loaded.revision());
    } else if (outcome instanceof FeedReload.Outcome.Held held) {
      held.problems().forEach(problem -> log.warn("{}: passed over", problem));
      log.error("feed {} as {}: {}", feed.name(), source, words(held));
    } else if (outcome instanceof FeedReload.Outcome.Kept kept) {
      kept.problems().forEach(problem -> log.warn("{}", problem));
      log.error(
          "feed {} as {}: {}; the previous list stays in service", feed.name(), source, kept.why());
    }
  }

  /** Why a list is held, what serves instead and what an operator can do. */
  static String words(FeedReload.Outcome.Held held) {
    return held.objections().stream().map(Objection::text).collect(Collectors.joining("; "))
        + "; the previous list of "
        + held.counts().serving()
        + " entries stays in service; correct the list, or accept it as fingerprint "
        + held.fingerprint();
  }
}
