package io.delist.spring.actuator;

import io.delist.audit.AuditTrail;
import io.delist.audit.ChainCheck;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditRow;
import io.delist.store.StoreException;
import io.delist.token.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.ByteArrayResource;

/**
 * The auditor's verbs; none changes anything. The log holds addresses and no mailbox; the
 * application protects this endpoint as it does {@code blocklist}.
 *
 * <ul>
 *   <li>{@code GET /actuator/delistaudit}: the last row's number and hash, to be noted elsewhere
 *   <li>{@code GET /actuator/delistaudit/verify}: whether the chain is whole; with {@code number}
 *       and {@code hash} of a note, whether it still holds that row
 *   <li>{@code GET /actuator/delistaudit/export?after=N}: JSON lines of the rows after N, {@value
 *       #MOST_ROWS} at most; the next page is after the last one's number, and an empty one is the
 *       last
 *   <li>{@code GET /actuator/delistaudit/requests/ID}: a request's whole story
 * </ul>
 *
 * <p>What cannot be read is answered with 400, a store that is away with 503.
 */
@WebEndpoint(id = "delistaudit")
public final class AuditEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(AuditEndpoint.class);
  private static final int MOST_ROWS = 10_000;

  private final AuditTrail trail;

  AuditEndpoint(AuditTrail trail) {
    this.trail = trail;
  }

  /** The last row's place. */
  @ReadOperation
  public WebEndpointResponse<Object> end() {
    return answer(() -> new WebEndpointResponse<>(trail.end()));
  }

  /**
   * Verifies or exports.
   *
   * @param part {@code verify} or {@code export}
   * @param number of a row that was noted
   * @param hash of that row
   * @param after the rows after this number; all if not given
   */
  @ReadOperation
  public WebEndpointResponse<Object> read(
      @Selector String part, @Nullable Long number, @Nullable String hash, @Nullable Long after) {
    return switch (part) {
      case "verify" -> answer(() -> verify(number, hash));
      case "export" -> answer(() -> export(after == null ? 0 : after));
      default ->
          error(
              WebEndpointResponse.STATUS_NOT_FOUND,
              "there is no part " + part + "; there are verify, export and requests/ID");
    };
  }

  private WebEndpointResponse<Object> verify(@Nullable Long number, @Nullable String hash) {
    if ((number == null) != (hash == null)) {
      return error(
          WebEndpointResponse.STATUS_BAD_REQUEST, "give number and hash of a row, or neither");
    }
    ChainCheck check =
        number == null || hash == null ? trail.verify() : trail.verify(new AuditLink(number, hash));
    Map<String, Object> body = new LinkedHashMap<>();
    if (check instanceof ChainCheck.Intact intact) {
      body.put("intact", true);
      body.put("rows", intact.rows());
      body.put("start", intact.start());
      body.put("end", intact.end());
    } else if (check instanceof ChainCheck.Broken broken) {
      body.put("intact", false);
      body.put("firstBroken", broken.number());
      body.put("why", broken.why());
    }
    return new WebEndpointResponse<>(body);
  }

  private WebEndpointResponse<Object> export(long after) {
    StringBuilder lines = new StringBuilder();
    trail.export(after, MOST_ROWS, line -> lines.append(line).append('\n'));
    return new WebEndpointResponse<>(
        new ByteArrayResource(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A request's whole story.
   *
   * @param part {@code requests}
   * @param id the request's id
   */
  @ReadOperation
  public WebEndpointResponse<Object> explain(@Selector String part, @Selector String id) {
    Optional<RequestId> request = part.equals("requests") ? RequestId.parse(id) : Optional.empty();
    if (request.isEmpty()) {
      return error(WebEndpointResponse.STATUS_NOT_FOUND, "there is requests/ID");
    }
    return answer(
        () -> {
          List<AuditRow> story = trail.explain(request.get());
          return story.isEmpty()
              ? error(WebEndpointResponse.STATUS_NOT_FOUND, "the log knows no such request")
              : new WebEndpointResponse<>(
                  Map.of("request", id, "story", story.stream().map(AuditEndpoint::step).toList()));
        });
  }

  /**
   * A row of a story.
   *
   * @param number its place in the log
   * @param at when
   * @param actor who
   * @param action what
   * @param request the request, or null where it is about the address alone
   * @param prefix the address
   * @param revision the list's revision that it made, or null
   * @param rule the rule that stood against it, or null
   * @param detail more
   */
  public record Step(
      long number,
      Instant at,
      String actor,
      String action,
      @Nullable String request,
      @Nullable String prefix,
      @Nullable Long revision,
      @Nullable String rule,
      String detail) {}

  private static Step step(AuditRow row) {
    AuditEntry entry = row.entry();
    return new Step(
        row.number(),
        entry.at(),
        entry.actor(),
        entry.action(),
        Objects.toString(entry.requestId(), null),
        Objects.toString(entry.prefix(), null),
        entry.revision(),
        entry.rule(),
        entry.detail());
  }

  private static WebEndpointResponse<Object> answer(Supplier<WebEndpointResponse<Object>> work) {
    try {
      return work.get();
    } catch (StoreException e) {
      LOG.warn("endpoint delistaudit: the store failed", e);
      return error(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "the store is away; try again");
    }
  }

  private static WebEndpointResponse<Object> error(int status, String why) {
    return new WebEndpointResponse<>(Map.of("error", why), status);
  }
}
