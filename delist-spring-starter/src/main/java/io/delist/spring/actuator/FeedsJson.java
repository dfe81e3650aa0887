package io.delist.spring.actuator;

import io.delist.blocklist.Guard;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.FeedReload;
import io.delist.workflow.FeedStatus;
import io.delist.workflow.SourceCounts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a feed stands, for the endpoint and for health. */
final class FeedsJson {

  private FeedsJson() {}

  static Map<String, Object> of(FeedStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", status.feed().grounds().source().name());
    json.put("location", status.feed().name());
    json.put("format", status.feed().format().id());
    json.put("state", label(status));
    put(json, "why", status.why().isEmpty() ? null : status.why());
    SourceCounts counts = status.counts();
    if (counts != null) {
      json.put("entriesBefore", counts.before());
      json.put("entriesExpired", counts.expired());
      json.put("entries", counts.after());
      json.put("added", counts.added());
      json.put("removed", counts.removed());
      json.put("changedShare", counts.changedShare());
    }
    if (status.outcome() instanceof FeedReload.Outcome.Loaded loaded) {
      json.put("revision", loaded.revision());
    }
    if (status.outcome() instanceof FeedReload.Outcome.Held held) {
      json.put("guards", status.guards().stream().map(Guard::id).toList());
      json.put("fingerprint", held.fingerprint());
    }
    FeedReload.Outcome outcome = status.outcome();
    json.put("problems", outcome == null ? 0 : outcome.problems().size());
    put(json, "lookedAt", status.lookedAt());
    put(json, "loadedAt", status.loadedAt());
    return json;
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  private static String label(FeedStatus status) {
    return status.state().name().toLowerCase(Locale.ROOT);
  }

  /** In a few words each, by source. */
  static Map<String, String> words(FeedKeepers feeds) {
    Map<String, String> words = new LinkedHashMap<>();
    for (FeedStatus status : feeds.statuses()) {
      String guards = status.guards().stream().map(Guard::id).collect(Collectors.joining(", "));
      words.put(
          status.feed().grounds().source().name(),
          label(status) + (guards.isEmpty() ? "" : " by " + guards));
    }
    return words;
  }
}
