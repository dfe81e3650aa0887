package io.delist.workflow;

import io.delist.blocklist.Source;
import java.util.List;
import java.util.Optional;

/**
 * The feeds that this process keeps up to date.
 *
 * @param all in the order of the configuration; each has a source of its own
 */
public record FeedKeepers(List<FeedKeeper> all) {

  public FeedKeepers {
    all = List.copyOf(all);
  }

  /** The feed of this source, if there is one here. */
  public Optional<FeedKeeper> of(Source source) {
    return all.stream()
        .filter(keeper -> keeper.feed().grounds().source().equals(source))
        .findFirst();
  }

  /** How each of them stands. */
  public List<FeedStatus> statuses() {
    return all.stream().map(FeedKeeper::status).toList();
  }
}
