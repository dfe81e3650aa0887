package io.delist.workflow;

import com.google.common.io.BaseEncoding;
import io.delist.mailbox.EmailAddress;
import io.delist.request.Presence;
import io.delist.store.DelistRequest;
import io.delist.store.Transaction;
import io.delist.token.ConfirmationClaims;
import io.delist.token.ConfirmationCodes;
import io.delist.token.EmailFingerprint;
import io.delist.token.Fingerprints;
import io.delist.token.KeySource;
import io.delist.token.MailboxMark;
import io.delist.token.MailboxMarks;
import io.delist.token.NeverMailSigner;
import io.delist.token.Rejected;
import io.delist.token.RequestId;
import io.delist.token.TokenSigner;
import io.delist.token.Verification;
import io.delist.token.VerifiedToken;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proofs of a request: the link that reaches a mailbox, the code, and the mark of the browser.
 * Makes them from the key ring and the request and keeps none of them.
 *
 * <p><b>Threads:</b> safe.
 */
public final class RequestProofs {

  private static final Logger LOG = LoggerFactory.getLogger(RequestProofs.class);

  private final TokenSigner signer;
  private final ConfirmationCodes codes;
  private final MailboxMarks marks;
  private final NeverMailSigner neverMail;
  private final RandomGenerator random;

  /**
   * @param keys where the keys come from; a {@link io.delist.token.KeyRing} is a source
   * @param audience the portal that links are good for: its public URL
   * @param random a cryptographically strong source, such as {@link java.security.SecureRandom}
   */
  public RequestProofs(KeySource keys, String audience, RandomGenerator random) {
    this.signer = new TokenSigner(keys, audience);
    this.codes = new ConfirmationCodes(keys, audience);
    this.marks = new MailboxMarks(keys);
    this.neverMail = new NeverMailSigner(keys, audience);
    this.random = random;
  }

  RequestId newId() {
    return RequestId.random(random);
  }

  String keyId() {
    return codes.primaryKeyId();
  }

  /** The token of the request's link; the same text every time while the ring's key stays. */
  public String linkOf(DelistRequest request) {
    return signer.sign(
        new ConfirmationClaims(
            request.id(),
            request.address(),
            EmailFingerprint.of(request.email()),
            request.createdAt(),
            request.expiresAt()));
  }

  /**
   * The request's code.
   *
   * @throws IllegalArgumentException if the key that it is made with is no longer used
   */
  public String codeOf(DelistRequest request) {
    return codes.codeFor(request.id(), request.keyId());
  }

  /** The request's code, or empty if the key that it is made with is no longer used. */
  public Optional<String> findCodeOf(DelistRequest request) {
    try {
      return Optional.of(codeOf(request));
    } catch (IllegalArgumentException e) {
      LOG.warn("request {} has no code any more: {}", request.id(), e.getMessage());
      return Optional.empty();
    }
  }

  /** What is kept of mailboxes. */
  public MailboxMarks marks() {
    return marks;
  }

  /** The token of the link by which the mailbox's owner ends all mail from this portal. */
  public String neverMailTokenOf(EmailAddress email) {
    return neverMail.sign(marks.of(email));
  }

  /** The mailbox that such a token is of, if it is one of ours. */
  Optional<MailboxMark> mailboxOf(String neverMailToken) {
    return neverMail.verify(neverMailToken);
  }

  /** Why the link is not this portal's own, whatever the time; empty if it is. Asks nobody. */
  Optional<Rejected.Reason> falsehoodOf(String link) {
    return signer.verify(link, Instant.EPOCH) instanceof Rejected rejected
            && rejected.reason() != Rejected.Reason.NOT_YET_VALID
        ? Optional.of(rejected.reason())
        : Optional.empty();
  }

  /** The request that a valid link names; its row must say the same as the link does. */
  Optional<DelistRequest> requestOf(String link, Transaction transaction) {
    Verification verification = signer.verify(link, transaction.now());
    if (verification instanceof Rejected rejected) {
      LOG.debug("link refused: {}", rejected.reason());
      return Optional.empty();
    }
    ConfirmationClaims claims = ((VerifiedToken) verification).claims();
    return transaction
        .requests()
        .find(claims.requestId())
        .filter(request -> request.address().equals(claims.address()))
        .filter(request -> claims.isFor(request.email()));
  }

  /** Why {@link #requestOf} has nothing for a link; for the audit alone. */
  String reasonAgainst(String link, Instant now) {
    return signer.verify(link, now) instanceof Rejected rejected
        ? rejected.reason().name()
        : "no request says what the link says";
  }

  /** How the person at the button shows to be the one who asked, if so. */
  Optional<Presence> presence(DelistRequest request, @Nullable String browser, String code) {
    if (isFrom(request, browser)) {
      return Optional.of(Presence.BROWSER);
    }
    return codes.matches(request.id(), request.keyId(), code)
        ? Optional.of(Presence.CODE)
        : Optional.empty();
  }

  static boolean isFrom(DelistRequest request, @Nullable String browser) {
    return browser != null
        && Fingerprints.same(
            BaseEncoding.base16().lowerCase().decode(request.browser()),
            Fingerprints.sha256(browser));
  }

  /** What is kept of a browser's secret. */
  static String browserMark(String browser) {
    return BaseEncoding.base16().lowerCase().encode(Fingerprints.sha256(browser));
  }
}
