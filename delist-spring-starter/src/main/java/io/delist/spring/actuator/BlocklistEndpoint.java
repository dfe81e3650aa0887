package io.delist.spring.actuator;

import io.delist.blocklist.BlocklistView;
import io.delist.net.IpPrefix;
import io.delist.replica.ListOrigin;
import io.delist.replica.Replica;
import io.delist.store.StoreException;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.ListOutcome;
import io.delist.workflow.ListingDesk;
import io.delist.workflow.Reviews;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
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
  private final FeedVerbs feeds;
  private final ReviewVerbs reviews;

  BlocklistEndpoint(ListingDesk desk, Replica replica, FeedKeepers feeds, Reviews reviews) {
    this.desk = desk;
    this.replica = replica;
    this.feeds = new FeedVerbs(desk, feeds);
    this.reviews = new ReviewVerbs(reviews);
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
   * @param allowWide whether a prefix between the two limits of the guard {@code shortest-prefix}
   *     is listed; the audit log has it
   */
  @WriteOperation
  public WebEndpointResponse<Map<String, Object>> list(
      @Nullable String prefix,
      @Nullable String reasonCode,
      @Nullable String source,
      @Nullable String comment,
      @Nullable String ttl,
      @Nullable String evidenceAt,
      @Nullable Boolean allowWide) {
    return answer(
        () -> {
          IpPrefix what = prefix(prefix);
          ListingDesk.Grounds grounds =
              GroundsText.read(reasonCode, source, comment, ttl, evidenceAt);
          return Boolean.TRUE.equals(allowWide)
              ? desk.listWide(what, grounds)
              : desk.list(what, grounds);
        });
  }

  /** Takes a prefix off. */
  @DeleteOperation
  public WebEndpointResponse<Map<String, Object>> takeOff(@Nullable String prefix) {
    return answer(() -> desk.takeOff(prefix(prefix)));
  }

  /**
   * How each feed stands, or which removals wait for a reviewer.
   *
   * @param part {@code feeds} or {@code reviews}
   */
  @ReadOperation
  public WebEndpointResponse<Object> read(@Selector String part) {
    if (isReviews(part)) {
      return waiting();
    }
    return isFeeds(part)
        ? new WebEndpointResponse<>(feeds.statuses())
        : new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
  }

  private WebEndpointResponse<Object> waiting() {
    try {
      return new WebEndpointResponse<>(reviews.waiting());
    } catch (StoreException e) {
      LOG.warn("endpoint blocklist: the store failed", e);
      return new WebEndpointResponse<>(
          Map.of("error", "the store is away; try again"),
          WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
    }
  }

  /**
   * Accepts the list that guards hold, or looks for a new one at once; or decides a review.
   *
   * @param part {@code feeds} or {@code reviews}
   * @param name whose: the feed's source, or the request's id
   * @param accept the fingerprint of the list that is meant; looks for a new one if not given
   * @param verb for a review: {@code approve}, {@code refuse} or {@code ask}
   * @param reviewer for a review: who says so; {@code operator} if not given
   * @param text for a review: the reason or the question
   */
  @WriteOperation
  public WebEndpointResponse<Map<String, Object>> decide(
      @Selector String part,
      @Selector String name,
      @Nullable String accept,
      @Nullable String verb,
      @Nullable String reviewer,
      @Nullable String text) {
    if (isReviews(part)) {
      return reviews.decide(name, verb, reviewer, text);
    }
    return isFeeds(part) ? feeds.acceptOrLook(name, accept) : noSuchPart(part);
  }

  /**
   * Takes off all that a source lists that is no feed of the configuration any more.
   *
   * @param part {@code feeds}
   * @param source whose
   */
  @DeleteOperation
  public WebEndpointResponse<Map<String, Object>> takeOffAll(
      @Selector String part, @Selector String source) {
    return isFeeds(part) ? answer(() -> feeds.takeOff(source)) : noSuchPart(part);
  }

  private static boolean isReviews(String part) {
    return part.equals("reviews");
  }

  private static boolean isFeeds(String part) {
    return part.equals("feeds");
  }

  private static WebEndpointResponse<Map<String, Object>> noSuchPart(String part) {
    return error(
        WebEndpointResponse.STATUS_NOT_FOUND,
        "there is no part " + part + "; there are feeds and reviews");
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

  static WebEndpointResponse<Map<String, Object>> error(int status, String why) {
    return new WebEndpointResponse<>(Map.of("error", why), status);
  }
}
