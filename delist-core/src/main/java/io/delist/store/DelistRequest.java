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
 * @param casework what it carries once its removal waits
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
    @Nullable Long revision,
    Casework casework) {

  public DelistRequest {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
    stateSince = stateSince.truncatedTo(ChronoUnit.MILLIS);
    pressedAt = pressedAt == null ? null : pressedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A request whose removal never waited. */
  public DelistRequest(
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
    this(
        id,
        address,
        email,
        browser,
        keyId,
        language,
        createdAt,
        expiresAt,
        state,
        stateSince,
        wrongCodes,
        pressedAt,
        revision,
        Casework.NONE);
  }

  /** Whether link and code are still of use. */
  public boolean isOpenAt(Instant now) {
    return state.isOpen() && now.isBefore(expiresAt);
  }

  /** The same request with something else in the place of its mailbox, and without any words. */
  public DelistRequest erased(EmailAddress other) {
    return new DelistRequest(
        id,
        address,
        other,
        browser,
        keyId,
        language,
        createdAt,
        expiresAt,
        state,
        stateSince,
        wrongCodes,
        pressedAt,
        revision,
        casework.withoutWords());
  }

  /** The same request in another state. */
  public DelistRequest in(RequestState next, Instant since) {
    return with(next, since, wrongCodes, pressedAt, revision, casework);
  }

  /** The same request after one more wrong code. */
  public DelistRequest withWrongCode() {
    return with(state, stateSince, wrongCodes + 1, pressedAt, revision, casework);
  }

  /** The same request with the time of the press. */
  public DelistRequest pressedAt(Instant at) {
    return with(state, stateSince, wrongCodes, at, revision, casework);
  }

  /** The same request with the time of the press and the revision that it made. */
  public DelistRequest pressed(Instant at, long delistingRevision) {
    return with(state, stateSince, wrongCodes, at, delistingRevision, casework);
  }

  /** The same request with the revision of its delisting. */
  public DelistRequest delistedBy(long delistingRevision) {
    return with(state, stateSince, wrongCodes, pressedAt, delistingRevision, casework);
  }

  /** The same request with other casework. */
  public DelistRequest with(Casework next) {
    return with(state, stateSince, wrongCodes, pressedAt, revision, next);
  }

  private DelistRequest with(
      RequestState newState,
      Instant since,
      int newWrongCodes,
      @Nullable Instant newPressedAt,
      @Nullable Long newRevision,
      Casework newCasework) {
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
        newRevision,
        newCasework);
  }

  /** Whether the other is the same request, and what tells versions of it apart is the same. */
  public boolean isAt(DelistRequest other) {
    return id.equals(other.id)
        && state == other.state
        && wrongCodes == other.wrongCodes
        && casework.steps() == other.casework.steps();
  }

  /**
   * Checks that this can replace what was read: the same request, and told from it by state, count
   * of wrong codes or steps of the casework. For implementations of {@link RequestRegister}.
   *
   * @throws IllegalArgumentException if not
   */
  public void requireSuccessorOf(DelistRequest read) {
    if (!id.equals(read.id)) {
      throw new IllegalArgumentException("request " + read.id + " cannot become " + id);
    }
    if (isAt(read)) {
      throw new IllegalArgumentException(
          "request "
              + id
              + " can only be replaced with another state, count of wrong codes or step of"
              + " casework; they still are "
              + state
              + ", "
              + wrongCodes
              + " and "
              + casework.steps());
    }
  }
}
