package io.delist.spring.portal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delist.store.Casework;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.workflow.RequestStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as JSON; the names are the contract. */
final class RequestJson {

  private RequestJson() {}

  /**
   * A request that was just made.
   *
   * @param code shown once; left out if the key that it is made with is no longer used
   */
  record Created(
      String id,
      String address,
      String state,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String code,
      Instant expiresAt) {

    static Created of(DelistRequest request, @Nullable String code) {
      return new Created(
          request.id().toString(),
          request.address().toString(),
          request.state().name(),
          code,
          request.expiresAt());
    }

    /** Without the code. */
    @Override
    public String toString() {
      return "Created[" + id + "]";
    }
  }

  /** Where a request stands. */
  record Status(
      String id,
      String address,
      String state,
      @Nullable Long revision,
      Nodes nodes,
      List<Step> history,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant heldUntil,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Review review,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Refused refusal) {

    static Status of(RequestStatus status) {
      DelistRequest request = status.request();
      return new Status(
          request.id().toString(),
          request.address().toString(),
          request.state().name(),
          request.revision(),
          new Nodes(status.nodesApplied(), status.nodesTotal()),
          status.history().stream().map(step -> new Step(step.state().name(), step.at())).toList(),
          request.state() == RequestState.HELD ? request.casework().heldUntil() : null,
          request.state() == RequestState.IN_REVIEW ? Review.of(request.casework()) : null,
          request.state() == RequestState.REFUSED ? Refused.of(status) : null);
    }
  }

  /**
   * A review that runs.
   *
   * @param question what a reviewer asks; empty if nothing is asked
   * @param answer what was answered; empty if nothing was
   */
  record Review(@Nullable Instant since, String question, String answer) {

    static Review of(Casework casework) {
      return new Review(casework.reviewSince(), casework.question(), casework.answer());
    }
  }

  /**
   * Why it was refused.
   *
   * @param rule the published id of the rule
   * @param reason the reviewer's words; empty if it was no reviewer
   * @param canAppeal whether an appeal is left
   */
  record Refused(String rule, String reason, boolean canAppeal) {

    static Refused of(RequestStatus status) {
      Casework casework = status.request().casework();
      return new Refused(casework.refusedBy(), casework.refusal(), status.canAppeal());
    }
  }

  /** How many mail nodes serve it. */
  record Nodes(int applied, int total) {}

  /** A state and since when. */
  record Step(String state, Instant at) {}
}
