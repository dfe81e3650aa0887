package io.delist.token;

/**
 * A token that passed every check. Only {@link TokenSigner#verify} makes one, so a method that
 * takes it cannot be called with claims that nobody verified. It does not say that the request is
 * still open: the store does.
 */
public final class VerifiedToken implements Verification {

  private final ConfirmationClaims claims;

  VerifiedToken(ConfirmationClaims claims) {
    this.claims = claims;
  }

  public ConfirmationClaims claims() {
    return claims;
  }

  @Override
  public String toString() {
    return "VerifiedToken[" + claims + "]";
  }
}
