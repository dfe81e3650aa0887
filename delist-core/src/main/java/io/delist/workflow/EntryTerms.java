package io.delist.workflow;

import io.delist.blocklist.ListingTerms;
import io.delist.feed.FeedValue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the entries of a list: what the file says of an entry, and where it says nothing
 * what the one who lists says. Entries of which the same is said share one object.
 *
 * <p>Where the file says since when an entry is listed, that is also when its evidence was seen: a
 * later delisting answers it, and a later time in a later file is newer evidence. A time in the
 * future says nothing.
 */
final class EntryTerms {

  private static final int STEPS_OF_A_LIFE = 10;

  private final ListingDesk.Grounds grounds;
  private final Instant now;
  private final ListingTerms unsaid;
  private final Map<FeedValue, ListingTerms> made = new HashMap<>();
  private final Map<Renewal, ListingTerms> renewed = new HashMap<>();

  private record Renewal(ListingTerms present, FeedValue value) {}

  /**
   * @param evidenceNow the time for evidence that is seen now
   */
  EntryTerms(ListingDesk.Grounds grounds, Instant now, Instant evidenceNow) {
    this.grounds = grounds;
    this.now = now;
    this.unsaid = grounds.termsAt(now, evidenceNow);
    made.put(FeedValue.NONE, unsaid);
  }

  /**
   * How long after an entry of such a life was written its end is written anew at the earliest: at
   * any time later than that.
   */
  static Duration step(Duration life) {
    return life.dividedBy(STEPS_OF_A_LIFE);
  }

  /** Whether the file says that the entry is over. */
  boolean isOver(FeedValue value) {
    Instant end = value.expiresAt();
    return end != null && !end.isAfter(now);
  }

  /** For an entry that the source does not list yet. */
  ListingTerms of(FeedValue value) {
    return made.computeIfAbsent(value, this::make);
  }

  private ListingTerms make(FeedValue value) {
    Instant since = since(value);
    Instant listedAt = since == null ? now : since;
    return terms(value, listedAt, since == null ? unsaid.evidenceAt() : since);
  }

  private ListingTerms terms(FeedValue value, Instant listedAt, Instant evidenceAt) {
    Instant end = value.expiresAt() == null ? unsaid.expiresAt() : value.expiresAt();
    return new ListingTerms(
        grounds.source(),
        value.reasonCode() == null ? grounds.reasonCode() : value.reasonCode(),
        value.reason().isEmpty() ? grounds.reason() : value.reason(),
        end == null || end.isAfter(listedAt) ? listedAt : now,
        evidenceAt,
        end);
  }

  private @Nullable Instant since(FeedValue value) {
    Instant since = value.listedAt();
    return since == null || since.isAfter(now) ? null : since;
  }

  /**
   * For an entry that the source lists already: the present terms themselves if they need not be
   * written again. What is said may be new without new evidence: it must not undo a delisting.
   * Without an end in the file, the end that the grounds give moves on with each list, but is
   * written only when a tenth of the life has passed.
   */
  ListingTerms renewed(ListingTerms present, FeedValue value) {
    return saysTheSame(present, value)
        ? present
        : renewed.computeIfAbsent(new Renewal(present, value), this::renew);
  }

  private boolean saysTheSame(ListingTerms present, FeedValue value) {
    Instant since = since(value);
    return endsTheSame(present.expiresAt(), value.expiresAt())
        && present
            .reasonCode()
            .equals(value.reasonCode() == null ? grounds.reasonCode() : value.reasonCode())
        && present.reason().equals(value.reason().isEmpty() ? grounds.reason() : value.reason())
        && (since == null || since.equals(present.listedAt()))
        && !isNewer(since, present);
  }

  private boolean endsTheSame(@Nullable Instant present, @Nullable Instant said) {
    Duration life = grounds.life();
    Instant latest = unsaid.expiresAt();
    if (said != null || life == null || latest == null) {
      return Objects.equals(present, said);
    }
    return present != null
        && !present.isAfter(latest)
        && !present.isBefore(latest.minus(step(life)));
  }

  private ListingTerms renew(Renewal renewal) {
    ListingTerms present = renewal.present();
    Instant since = since(renewal.value());
    return terms(
        renewal.value(),
        since == null ? present.listedAt() : since,
        since != null && isNewer(since, present) ? since : present.evidenceAt());
  }

  private static boolean isNewer(@Nullable Instant since, ListingTerms present) {
    return since != null && since.isAfter(present.evidenceAt());
  }
}
