package io.delist.spring.portal;

import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.workflow.Delisting;
import io.delist.workflow.RequestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request's status as the page shows it. */
final class StatusView {

  /** The way of a request that meets no obstacle. */
  private static final List<RequestState> WAY =
      List.of(
          RequestState.PENDING_MAIL,
          RequestState.AWAITING_CONFIRMATION,
          RequestState.REMOVING,
          RequestState.REMOVED);

  /** How soon the page looks again, while something is to come. */
  private static final Map<RequestState, Integer> REFRESH_SECONDS =
      new EnumMap<>(
          Map.of(
              RequestState.PENDING_MAIL, 3,
              RequestState.AWAITING_CONFIRMATION, 10,
              RequestState.REMOVING, 1));

  private final Delisting delisting;
  private final Codes codes;
  private final WaitView waits;
  private final Texts texts;

  StatusView(Delisting delisting, Codes codes, WaitView waits, Texts texts) {
    this.delisting = delisting;
    this.codes = codes;
    this.waits = waits;
    this.texts = texts;
  }

  Map<String, Object> of(RequestStatus status, Visitor visitor) {
    DelistRequest request = status.request();
    boolean own = delisting.isFrom(request, visitor.browser());
    Map<String, Object> view = new HashMap<>();
    view.put("address", request.address().toString());
    view.put("email", own ? request.email().toString() : request.email().masked());
    view.put("id", request.id().toString());
    view.put("state", request.state().name());
    view.put("until", ReportView.time(request.expiresAt()));
    view.put("open", request.state().isOpen());
    view.put("own", own);
    view.put("steps", steps(status, visitor));
    view.put("refresh", REFRESH_SECONDS.getOrDefault(request.state(), 0));
    view.put("mailRetried", request.state().isOpen() && status.mailAttempts() > 0);
    view.put("mailAttempts", Integer.toString(status.mailAttempts()));
    if (own && isCodeOfUse(status)) {
      codes.of(request).ifPresent(code -> view.put("code", code));
    }
    waits.add(status, visitor, view);
    effect(status, view);
    view.put("delistedBefore", earlier(request));
    return view;
  }

  /** To confirm, or to answer or appeal from another browser. */
  private static boolean isCodeOfUse(RequestStatus status) {
    RequestState state = status.request().state();
    return state.isOpen() || state.isWaiting() || status.canAppeal();
  }

  private static void effect(RequestStatus status, Map<String, Object> view) {
    Long revision = status.request().revision();
    if (revision == null) {
      return;
    }
    view.put("revision", revision.toString());
    view.put("nodesApplied", Integer.toString(status.nodesApplied()));
    view.put("nodesTotal", Integer.toString(status.nodesTotal()));
    status
        .timeToEffect()
        .map(Duration::toMillis)
        .ifPresent(millis -> view.put("effectMillis", Long.toString(millis)));
  }

  /** Other requests that took the same address off before. */
  private List<Map<String, Object>> earlier(DelistRequest request) {
    return delisting.lookup(request.address()).delistedBefore().stream()
        .filter(other -> !other.id().equals(request.id()))
        .filter(other -> other.createdAt().isBefore(request.createdAt()))
        .map(other -> ReportView.time(other.pressedAt()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** What was, what is, and what is still to come if nothing gets in the way. */
  private List<Map<String, Object>> steps(RequestStatus status, Visitor visitor) {
    List<Map<String, Object>> steps = new ArrayList<>();
    List<RequestStatus.Step> history = status.history();
    for (int i = 0; i < history.size(); i++) {
      RequestStatus.Step step = history.get(i);
      steps.add(step(step.state(), i == history.size() - 1 ? "now" : "done", step.at(), visitor));
    }
    RequestState now = status.request().state();
    // A hold ends by itself; how a review ends nobody knows.
    int reached = WAY.indexOf(now == RequestState.HELD ? RequestState.AWAITING_CONFIRMATION : now);
    if (reached >= 0) {
      WAY.subList(reached + 1, WAY.size())
          .forEach(state -> steps.add(step(state, "ahead", null, visitor)));
    }
    return steps;
  }

  private Map<String, Object> step(
      RequestState state, String kind, @Nullable Instant at, Visitor visitor) {
    Map<String, Object> step = new HashMap<>();
    step.put("state", state.name());
    step.put("label", texts.of(visitor.language(), "step." + state.name()));
    step.put("kind", kind);
    step.put("at", ReportView.time(at));
    return step;
  }
}
