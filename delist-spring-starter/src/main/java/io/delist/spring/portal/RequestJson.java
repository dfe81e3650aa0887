package io.delist.spring.portal;

import io.delist.store.DelistRequest;
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
   * @param code shown once
   */
  record Created(String id, String address, String state, String code, Instant expiresAt) {

    static Created of(DelistRequest request, String code) {
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
      List<Step> history) {

    static Status of(RequestStatus status) {
      DelistRequest request = status.request();
      return new Status(
          request.id().toString(),
          request.address().toString(),
          request.state().name(),
          request.revision(),
          new Nodes(status.nodesApplied(), status.nodesTotal()),
          status.history().stream().map(step -> new Step(step.state().name(), step.at())).toList());
    }
  }

  /** How many mail nodes serve it. */
  record Nodes(int applied, int total) {}

  /** A state and since when. */
  record Step(String state, Instant at) {}
}
