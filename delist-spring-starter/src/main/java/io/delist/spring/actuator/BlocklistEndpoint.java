package io.delist.spring.actuator;

import io.delist.blocklist.BlocklistView;
import io.delist.net.IpPrefix;
import io.delist.replica.ListOrigin;
import io.delist.replica.Replica;
import io.delist.store.StoreException;
import io.delist.workflow.ListOutcome;
import io.delist.workflow.ListingDesk;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The operator's verbs. Whoever reaches this endpoint blocks whom they like: the application must
 * protect it, and it is not exposed unless {@code management.endpoints.web.exposure.include} names
 * it.
 *
 * <p>What cannot be read is answered with 400, what stands against a change with 409, taking off
 * what is not listed with 404, a store that is away with 503; each says why in {@code error}.
 */
@WebEndpoint(id = "blocklist")
public final class BlocklistEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(BlocklistEndpoint.class);
  private static final int CONFLICT = 409;

  private final ListingDesk desk;
  private final Replica replica;

  BlocklistEndpoint(ListingDesk desk, Replica replica) {
    this.desk = desk;
    this.replica = replica;
  }

  /**
   * How much this process serves.
   *
   * @param loaded whether there is a list to serve
   * @param origin where it comes from: {@code STORE}, {@code SNAPSHOT} or {@code NONE}
   * @param revision the revision that is served
   * @param ageMillis how long ago it was last known to be the store's; -1 if never
   * @param listedPrefixes how many prefixes are listed
   * @param exemptPrefixes how many exemptions there are
   * @param allowedPrefixes how many entries the allowlist has
   */
  public record Counts(
      boolean loaded,
      ListOrigin origin,
      long revision,
      long ageMillis,
      long listedPrefixes,
      long exemptPrefixes,
      long allowedPrefixes) {}

  /** Counts, revision, age. */
  @ReadOperation
  public Counts counts() {
    BlocklistView view = replica.blocklist().view();
    return new Counts(
        replica.isLoaded(),
        replica.origin(),
        view.revision(),
        replica.ageMillis(),
        view.listedPrefixes(),
        view.exemptPrefixes(),
        view.allowedPrefixes());
  }

  /**
   * Lists a prefix.
   *
   * @param reasonCode 606 to 649; 606 if not given
   * @param source who lists; {@code operator} if not given
   * @param comment what is published about it
   * @param ttl how long, as {@code 24h} or {@code PT24H}; until it is taken off if not given
   * @param evidenceAt when the evidence was seen, ISO-8601; now if not given
   */
  @WriteOperation
  public WebEndpointResponse<Map<String, Object>> list(
      @Nullable String prefix,
      @Nullable String reasonCode,
      @Nullable String source,
      @Nullable String comment,
      @Nullable String ttl,
      @Nullable String evidenceAt) {
    return answer(
        () -> {
          IpPrefix what = prefix(prefix);
          return desk.list(what, GroundsText.read(reasonCode, source, comment, ttl, evidenceAt));
        });
  }

  /** Takes a prefix off. */
  @DeleteOperation
  public WebEndpointResponse<Map<String, Object>> takeOff(@Nullable String prefix) {
    return answer(() -> desk.takeOff(prefix(prefix)));
  }

  private static IpPrefix prefix(@Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException("prefix is missing; write it as 192.0.2.0/24");
    }
    return IpPrefix.parse(text.strip());
  }

  private static WebEndpointResponse<Map<String, Object>> answer(Supplier<ListOutcome> work) {
    try {
      ListOutcome outcome = work.get();
      if (outcome instanceof ListOutcome.Done done) {
        return new WebEndpointResponse<>(
            Map.of("revision", done.revision(), "changes", done.changes()));
      }
      int status =
          outcome instanceof ListOutcome.NotListed
              ? WebEndpointResponse.STATUS_NOT_FOUND
              : CONFLICT;
      return error(status, ((ListOutcome.Unchanged) outcome).why());
    } catch (IllegalArgumentException e) {
      return error(WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      LOG.warn("endpoint blocklist: the store failed", e);
      return error(
          WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
          "the store is away; nothing was changed; try again");
    }
  }

  private static WebEndpointResponse<Map<String, Object>> error(int status, String why) {
    return new WebEndpointResponse<>(Map.of("error", why), status);
  }
}
