package io.delist.spring.actuator;

import io.delist.store.Casework;
import io.delist.store.DelistRequest;
import io.delist.store.StoreException;
import io.delist.token.RequestId;
import io.delist.workflow.ReviewOutcome;
import io.delist.workflow.Reviews;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** The reviewer's verbs. */
final class ReviewVerbs {

  private static final Logger LOG = LoggerFactory.getLogger(ReviewVerbs.class);
  private static final int CONFLICT = 409;

  private final Reviews reviews;

  ReviewVerbs(Reviews reviews) {
    this.reviews = reviews;
  }

  /** What waits, for reviewers alone: the mailbox is whole. */
  List<Map<String, Object>> waiting() {
    return reviews.waiting().stream().map(ReviewVerbs::json).toList();
  }

  private static Map<String, Object> json(DelistRequest request) {
    Casework casework = request.casework();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", request.id().toString());
    json.put("address", request.address().toString());
    json.put("email", request.email().toString());
    json.put("state", request.state().name());
    json.put("since", request.stateSince().toString());
    json.put("heldUntil", Objects.toString(casework.heldUntil(), null));
    json.put("reviewSince", Objects.toString(casework.reviewSince(), null));
    json.put("lateness", casework.lateness().name());
    json.put("question", casework.question());
    json.put("answer", casework.answer());
    json.put("refusal", casework.refusal());
    json.put("appeals", casework.appeals());
    return json;
  }

  /**
   * Decides.
   *
   * @param verb {@code approve}, {@code refuse} or {@code ask}
   * @param reviewer who says so; {@code operator} if not given
   * @param text the reason or the question
   */
  WebEndpointResponse<Map<String, Object>> decide(
      String idText, @Nullable String verb, @Nullable String reviewer, @Nullable String text) {
    Optional<RequestId> id = RequestId.parse(idText);
    if (id.isEmpty()) {
      return BlocklistEndpoint.error(
          WebEndpointResponse.STATUS_NOT_FOUND, "there is no such request");
    }
    try {
      return answer(
          decide(
              id.get(),
              Objects.toString(verb, ""),
              Objects.toString(reviewer, "operator"),
              Objects.toString(text, "")));
    } catch (IllegalArgumentException e) {
      return BlocklistEndpoint.error(
          WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      LOG.warn("endpoint blocklist: the store failed", e);
      return BlocklistEndpoint.error(
          WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
          "the store is away; nothing was changed; try again");
    }
  }

  private ReviewOutcome decide(RequestId id, String verb, String reviewer, String text) {
    return switch (verb) {
      case "approve" -> reviews.approve(id, reviewer);
      case "refuse" -> reviews.refuse(id, reviewer, text);
      case "ask" -> reviews.ask(id, reviewer, text);
      default -> throw new IllegalArgumentException("verb must be approve, refuse or ask");
    };
  }

  private static WebEndpointResponse<Map<String, Object>> answer(ReviewOutcome outcome) {
    if (outcome instanceof ReviewOutcome.Done done) {
      return new WebEndpointResponse<>(json(done.request()));
    }
    return outcome instanceof ReviewOutcome.Unfit unfit
        ? BlocklistEndpoint.error(
            CONFLICT, "the request is " + unfit.state() + "; that does not fit there")
        : BlocklistEndpoint.error(WebEndpointResponse.STATUS_NOT_FOUND, "there is no such request");
  }
}
