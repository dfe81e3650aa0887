package io.delist.store;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.token.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Things to keep, made short. */
final class Samples {

  static final Source DROP = new Source("feed:drop");
  static final Instant EARLIER = Instant.parse("2026-02-01T00:00:00.001Z");

  private Samples() {}

  static ListingTerms terms(Source source) {
    return new ListingTerms(source, ReasonCode.BANNED, "", EARLIER, EARLIER, null);
  }

  static Listing listing(String prefix, Source source) {
    return new Listing(IpPrefix.parse(prefix), terms(source));
  }

  static Change listed(String prefix, Source source) {
    return new Change.Listed(listing(prefix, source));
  }

  static Change unlisted(String prefix, Source source) {
    return new Change.Unlisted(IpPrefix.parse(prefix), source);
  }

  static Exemption exemption(String prefix) {
    return new Exemption(IpPrefix.parse(prefix), EARLIER, null);
  }

  static Change exempted(String prefix) {
    return new Change.Exempted(exemption(prefix));
  }

  static Change allowed(String prefix) {
    return new Change.Allowed(new AllowEntry(IpPrefix.parse(prefix), "own relay"));
  }

  static RequestId id(long number) {
    return new RequestId(number, ~number);
  }

  /** A request that was made at this time, open for an hour. */
  static DelistRequest request(long number, String address, Instant createdAt) {
    return new DelistRequest(
        id(number),
        IpAddress.parse(address),
        EmailAddress.parse("someone@example.org"),
        "0".repeat(64),
        "key1",
        Locale.KOREAN,
        createdAt,
        createdAt.plus(Duration.ofHours(1)),
        RequestState.PENDING_MAIL,
        createdAt,
        0,
        null,
        null);
  }

  static DelistRequest withEmail(DelistRequest request, String email) {
    return new DelistRequest(
        request.id(),
        request.address(),
        EmailAddress.parse(email),
        request.browser(),
        request.keyId(),
        request.language(),
        request.createdAt(),
        request.expiresAt(),
        request.state(),
        request.stateSince(),
        request.wrongCodes(),
        request.pressedAt(),
        request.revision());
  }

  static List<Change> state(Store store) {
    List<Change> state = new ArrayList<>();
    store.read(transaction -> transaction.list().readState(state::add));
    return state;
  }

  static List<Change> changesAfter(Store store, long revision) {
    List<Change> changes = new ArrayList<>();
    store.read(transaction -> transaction.list().readChanges(revision, changes::add));
    return changes;
  }
}
