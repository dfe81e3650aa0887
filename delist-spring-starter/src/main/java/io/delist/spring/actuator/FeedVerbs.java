package io.delist.spring.actuator;

import io.delist.blocklist.Source;
import io.delist.workflow.FeedKeeper;
import io.delist.workflow.FeedKeepers;
import io.delist.workflow.FeedStatus;
import io.delist.workflow.ListOutcome;
import io.delist.workflow.ListingDesk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** The operator's verbs about feeds. */
final class FeedVerbs {

  private static final int CONFLICT = 409;

  private final ListingDesk desk;
  private final FeedKeepers feeds;

  FeedVerbs(ListingDesk desk, FeedKeepers feeds) {
    this.desk = desk;
    this.feeds = feeds;
  }

  List<Map<String, Object>> statuses() {
    return feeds.statuses().stream().map(FeedsJson::of).toList();
  }

  WebEndpointResponse<Map<String, Object>> acceptOrLook(
      String sourceText, @Nullable String fingerprint) {
    Optional<FeedKeeper> keeper;
    try {
      keeper = feeds.of(new Source(sourceText));
    } catch (IllegalArgumentException e) {
      return BlocklistEndpoint.error(
          WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(e.getMessage()));
    }
    if (keeper.isEmpty()) {
      return BlocklistEndpoint.error(
          WebEndpointResponse.STATUS_NOT_FOUND, "no feed here has the source " + sourceText);
    }
    if (fingerprint == null || fingerprint.isBlank()) {
      keeper.get().turn();
    } else {
      keeper.get().accept(fingerprint.strip());
    }
    FeedStatus status = keeper.get().status();
    return new WebEndpointResponse<>(
        FeedsJson.of(status),
        status.state() == FeedStatus.State.SERVING ? WebEndpointResponse.STATUS_OK : CONFLICT);
  }

  ListOutcome takeOff(String sourceText) {
    Source source = new Source(sourceText);
    return feeds.of(source).isPresent()
        ? new ListOutcome.Refused(
            "source "
                + source
                + " is a feed of the configuration and would be listed again; take it out there"
                + " first")
        : desk.takeOffAllOf(source);
  }
}
