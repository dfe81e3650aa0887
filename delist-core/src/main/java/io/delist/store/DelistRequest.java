package io.delist.store;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.token.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One visitor's wish: one address off the list, confirmed through one mailbox. Times are kept in
 * whole milliseconds.
 *
 * @param id its identity
 * @param address the address to delist
 * @param email the mailbox that the error was sent to, and the confirmation goes to
 * @param browser SHA-256, in hexadecimal, of the cookie of the browser that asked
 * @param keyId the id of the key that signs its link and its code
 * @param language the language of its mails
 * @param createdAt when it was accepted
 * @param expiresAt when link and code end
 * @param state where it stands
 * @param stateSince since when
 * @param wrongCodes how many wrong codes were entered
 * @param pressedAt when Delist IP was pressed, or null
 * @param revision the list's revision of the delisting, or null
 */
public record DelistRequest(
    RequestId id,
    IpAddress address,
    EmailAddress email,
    String browser,
    String keyId,
    Locale language,
    Instant createdAt,
    Instant expiresAt,
    RequestState state,
    Instant stateSince,
    int wrongCodes,
    @Nullable Instant pressedAt,
    @Nullable Long revision) {

  public DelistRequest {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
    stateSince = stateSince.truncatedTo(ChronoUnit.MILLIS);
    pressedAt = pressedAt == null ? null : pressedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether link and code are still of use. */
  public boolean isOpenAt(Instant now) {
    return state.isOpen() && now.isBefore(expiresAt);
  }

  /** The same request in another state. */
  public DelistRequest in(RequestState next, Instant since) {
    return with(next, since, wrongCodes, pressedAt, revision);
  }

  /** The same request after one more wrong code. */
  public DelistRequest withWrongCode() {
    return with(state, stateSince, wrongCodes + 1, pressedAt, revision);
  }

  /** The same request with the time of the press and the revision that it made. */
  public DelistRequest pressed(Instant at, long delistingRevision) {
    return with(state, stateSince, wrongCodes, at, delistingRevision);
  }

  private DelistRequest with(
      RequestState newState,
      Instant since,
      int newWrongCodes,
      @Nullable Instant newPressedAt,
      @Nullable Long newRevision) {
    return new DelistRequest(
        id,
        address,
        email,
        browser,
        keyId,
        language,
        createdAt,
        expiresAt,
        newState,
        since,
        newWrongCodes,
        newPressedAt,
        newRevision);
  }

  /**
   * Checks that this can replace what was read: the same request, and told from it by state or
   * count of wrong codes. For implementations of {@link RequestRegister}.
   *
   * @throws IllegalArgumentException if not
   */
  public void requireSuccessorOf(DelistRequest read) {
    if (!id.equals(read.id)) {
      throw new IllegalArgumentException("request " + read.id + " cannot become " + id);
    }
    if (state == read.state && wrongCodes == read.wrongCodes) {
      throw new IllegalArgumentException(
          "request "
              + id
              + " can only be replaced with another state or count of wrong codes; both still are "
              + state
              + " and "
              + wrongCodes);
    }
  }
}
